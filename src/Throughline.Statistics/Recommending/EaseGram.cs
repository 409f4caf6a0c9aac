using System.Numerics.Tensors;

namespace Throughline.Statistics.Recommending;

/// <summary>XᵀX + λI over the items that take part, scaled to a diagonal of ones, which keeps single precision honest when a few items sell
/// far more than the rest.</summary>
internal sealed class EaseGram
{
    private readonly ItemRows _rows;
    private readonly double _lambda;

    private EaseGram(ItemRows rows, double lambda, int[] slotOf, int[] itemOf)
    {
        _rows = rows;
        _lambda = lambda;
        SlotOf = slotOf;
        ItemOf = itemOf;
        Scale = new double[itemOf.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            var items = rows.Row(row);
            var weights = rows.Weights(row);
            for (var i = 0; i < items.Length; i++)
            {
                if (slotOf[items[i]] is var slot and >= 0) Scale[slot] += (double)weights[i] * weights[i];
            }
        }

        for (var slot = 0; slot < Scale.Length; slot++) Scale[slot] = 1 / Math.Sqrt(Scale[slot] + lambda);
    }

    /// <summary>Where an item stands in the matrix; −1 when it takes no part.</summary>
    public int[] SlotOf { get; }

    public int[] ItemOf { get; }

    /// <summary>1 ÷ √diagonal before scaling.</summary>
    public double[] Scale { get; }

    public static EaseGram Of(ItemRows rows, EaseOptions options)
    {
        int[] itemOf = [.. Enumerable.Range(0, rows.Items)
            .Where(item => rows.RowsWith(item) > 0)
            .OrderByDescending(rows.RowsWith).ThenBy(item => item)
            .Take(options.MostItems).Order()];
        var slotOf = new int[rows.Items];
        Array.Fill(slotOf, -1);
        for (var slot = 0; slot < itemOf.Length; slot++) slotOf[itemOf[slot]] = slot;
        return new(rows, options.Lambda, slotOf, itemOf);
    }

    public unsafe SymmetricMatrix ToMatrix(CancellationToken ct)
    {
        var matrix = new SymmetricMatrix(ItemOf.Length);
        Parallel.For(0, ItemOf.Length, new ParallelOptions { CancellationToken = ct }, () => new float[_rows.Items], (slot, _, sums) =>
        {
            sums.AsSpan().Clear();
            _rows.AddProducts(ItemOf[slot], sums);
            var row = matrix.Row(slot);
            for (var other = 0; other < slot; other++) row[other] = (float)(sums[ItemOf[other]] * Scale[slot] * Scale[other]);
            row[slot] = 1;
            return sums;
        }, _ => { });
        return matrix;
    }

    /// <summary>The largest cell of (G·P − I)·v over that of v, for a fixed v of plus and minus ones.</summary>
    public double Residual(SymmetricMatrix inverse)
    {
        var random = new Random(1);
        var tried = new double[ItemOf.Length];
        for (var i = 0; i < tried.Length; i++) tried[i] = random.Next(2) * 2 - 1;
        var solved = Times(inverse, tried);

        var left = new double[tried.Length];
        for (var i = 0; i < left.Length; i++) left[i] = _lambda * Scale[i] * Scale[i] * solved[i] - tried[i];
        for (var row = 0; row < _rows.Count; row++)
        {
            var items = _rows.Row(row);
            var weights = _rows.Weights(row);
            var along = 0.0;
            for (var i = 0; i < items.Length; i++)
            {
                if (SlotOf[items[i]] is var slot and >= 0) along += weights[i] * Scale[slot] * solved[slot];
            }

            for (var i = 0; i < items.Length; i++)
            {
                if (SlotOf[items[i]] is var slot and >= 0) left[slot] += along * weights[i] * Scale[slot];
            }
        }

        return Math.Abs(TensorPrimitives.MaxMagnitude<double>(left));
    }

    private static unsafe double[] Times(SymmetricMatrix inverse, double[] vector)
    {
        var product = new double[vector.Length];
        for (var i = 0; i < vector.Length; i++)
        {
            var row = inverse.Row(i);
            for (var j = 0; j < i; j++)
            {
                product[i] += row[j] * vector[j];
                product[j] += row[j] * vector[i];
            }

            product[i] += row[i] * vector[i];
        }

        return product;
    }
}
