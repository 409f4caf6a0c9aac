using System.Numerics.Tensors;

namespace Throughline.Statistics.Recommending;

/// <summary>
/// EASE, the linear autoencoder with a closed form: with G = XᵀX + λI and P = G⁻¹, link(i, j) = −P_ij ÷ P_jj and link(i, i) = 0
/// (Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data", section 3, equation 8). Holds P, so that a customer's new
/// purchases change it exactly in O(items²) between full fits. Not safe for use from two threads while it is being changed.
/// </summary>
public sealed class Ease : IDisposable
{
    private readonly int[] _slotOf;
    private readonly int[] _itemOf;
    private readonly double[] _scale;
    private readonly SymmetricMatrix _inverse;

    private Ease(int[] slotOf, int[] itemOf, double[] scale, SymmetricMatrix inverse)
    {
        _slotOf = slotOf;
        _itemOf = itemOf;
        _scale = scale;
        _inverse = inverse;
    }

    /// <summary>Items of the catalogue, those without links included.</summary>
    public int Items => _slotOf.Length;

    /// <summary>How far G·P is from the identity, tried on one vector: relative to its largest cell. Near 1e-5 as a rule.</summary>
    public double Residual { get; private init; }

    /// <summary>Fits on the whole log. n³ operations of single precision on all cores and 4·n² bytes for n items that were ever bought.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Lambda is not above 0 or no item may take part.</exception>
    /// <exception cref="CannotFitException">Nothing was bought (<c>no_purchases</c>), or single precision does not suffice
    /// (<c>not_positive_definite</c>, <c>ill_conditioned</c>: raise lambda).</exception>
    public static Ease Fit(PurchaseLog log, EaseOptions options, CancellationToken ct = default)
    {
        if (!(options.Lambda > 0 && double.IsFinite(options.Lambda)))
            throw new ArgumentOutOfRangeException(nameof(options), options.Lambda, "Lambda is above 0 and finite.");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostItems, 1, nameof(options));
        if (log.Count == 0) throw new CannotFitException("no_purchases", "EASE needs at least one purchase.");

        var gram = EaseGram.Of(ItemRows.OfCustomers(log, options.Decay, options.Today), options);
        var inverse = gram.ToMatrix(ct);
        try
        {
            Sweep.Invert(inverse, ct);
            var residual = gram.Residual(inverse);
            if (!(residual < 0.01)) throw new CannotFitException("ill_conditioned", "Single precision does not suffice for this fit: raise lambda.");
            return new(gram.SlotOf, gram.ItemOf, gram.Scale, inverse) { Residual = residual };
        }
        catch
        {
            inverse.Dispose();
            throw;
        }
    }

    /// <summary>The strongest links of every item, by absolute strength, as a model that scores.</summary>
    /// <param name="neighbours">How many links an item keeps, from 1; negative links count, they say "instead of".</param>
    /// <param name="decay">How the customer's own history ages when scoring.</param>
    public ItemLinks ToLinks(int neighbours = 200, Decay decay = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        var links = new Scored[Items][];
        Array.Fill(links, []);
        var diagonal = new float[_itemOf.Length];
        for (var j = 0; j < diagonal.Length; j++) diagonal[j] = -(float)_scale[j] * _inverse[j, j];
        Parallel.For(0, _itemOf.Length, () => new float[2][] { new float[_itemOf.Length], new float[_itemOf.Length] }, (slot, _, rows) =>
        {
            var (row, size) = (rows[0], rows[1]);
            _inverse.CopyRow(slot, row);
            TensorPrimitives.Divide(row, diagonal, row);
            TensorPrimitives.Multiply(row, (float)_scale[slot], row);
            TensorPrimitives.Abs(row, size);
            size[slot] = float.NegativeInfinity;
            links[_itemOf[slot]] = [.. TopItems.Select(size, neighbours)
                .Where(s => s.Score > 0)
                .Select(s => new Scored(_itemOf[s.Item], row[s.Item]))
                .OrderByDescending(s => s.Score)];
            return rows;
        }, _ => { });
        return new(links, decay);
    }

    /// <summary>
    /// Replaces one customer's row of X: what they had bought before (empty for a new customer) by what they have bought now. Exact for fits
    /// without decay; items that took no part in the fit are passed over. Links change with the next <see cref="ToLinks"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Nobody in the model can have bought <paramref name="before"/>; the model is left as it was.</exception>
    public void Replace(ReadOnlySpan<int> before, ReadOnlySpan<int> now)
    {
        AddOuter(before, -1);
        AddOuter(now, +1);
    }

    public void Dispose() => _inverse.Dispose();

    /// <summary>Sherman and Morrison: (G ± uuᵀ)⁻¹ = P ∓ (Pu)(Pu)ᵀ ÷ (1 ± uᵀPu).</summary>
    private unsafe void AddOuter(ReadOnlySpan<int> items, int sign)
    {
        var product = new double[_itemOf.Length];
        var row = new float[_itemOf.Length];
        var slots = items.ToArray().Distinct().Select(item => _slotOf[item]).Where(slot => slot >= 0).ToArray();
        foreach (var slot in slots)
        {
            _inverse.CopyRow(slot, row);
            for (var j = 0; j < row.Length; j++) product[j] += _scale[slot] * row[j];
        }

        var along = slots.Sum(slot => _scale[slot] * product[slot]);
        var pivot = 1 + sign * along;
        if (!(pivot > 1e-6)) throw new ArgumentException("No customer of this model can have bought that before.", nameof(items));
        var factor = sign / pivot;
        var column = Array.ConvertAll(product, p => (float)p);
        Parallel.For(0, product.Length, i =>
        {
            var cells = new Span<float>(_inverse.Row(i), i + 1);
            TensorPrimitives.MultiplyAdd(column.AsSpan(0, i + 1), -(float)(factor * product[i]), cells, cells);
        });
    }
}
