namespace Throughline.Data.Import.Purchases;

/// <summary>
/// An order while its lines are put together. Shops write whose it is, when and in what currency on its first line only: what a line
/// leaves empty is as on the first that says it.
/// </summary>
internal sealed class Order
{
    private static readonly LineText[] Shared = [LineText.Customer, LineText.Currency, LineText.Channel, LineText.Country];

    // In the order of those.
    private readonly long[] _places = [-1, -1, -1, -1];
    private bool _hasPositive;

    /// <summary>Places of its lines in the store.</summary>
    public List<long> Lines { get; } = [];

    public bool IsTooLarge { get; set; }

    /// <summary>That of the earliest line.</summary>
    public long At { get; private set; } = LineNumbers.NoTime;

    /// <summary>All that it holds was given back.</summary>
    public bool IsRefund => !_hasPositive;

    /// <summary>The place of the first line that says it; null when none does.</summary>
    public long? PlaceOf(LineText text) => _places[text switch
    {
        LineText.Customer => 0, LineText.Currency => 1, LineText.Channel => 2, _ => 3,
    }] is >= 0 and var place ? place : null;

    public void Includes(OrderLine line, long place)
    {
        Lines.Add(place);
        At = Math.Min(At, line.Numbers.At);
        _hasPositive |= !line.Numbers.IsNegative;
        for (var i = 0; i < Shared.Length; i++) if (_places[i] < 0 && !line[Shared[i]].IsEmpty) _places[i] = place;
    }
}
