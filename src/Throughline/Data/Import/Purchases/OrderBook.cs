using System.Runtime.InteropServices;

namespace Throughline.Data.Import.Purchases;

/// <summary>Puts the lines of one spill file together by order.</summary>
/// <param name="lines">An empty store.</param>
internal sealed class OrderBook(LineStore lines, Action<OrderLine, string> setAside)
{
    /// <summary>More lines than this are no order, but a column that was taken for one.</summary>
    public const int MostLines = 20_000;

    private readonly Dictionary<(ulong, ulong), Order> _orders = [];

    public LineStore Lines => lines;

    public void Add(ReadOnlySpan<byte> record)
    {
        var line = new OrderLine(record);
        ref var order = ref CollectionsMarshal.GetValueRefOrAddDefault(_orders, (line.Numbers.OrderKey, line.Numbers.OrderKey2), out var known);
        if (!known) order = new Order(Lines.Add(record), line[LineText.Order] is [(byte)'C', ..]);
        else if (order!.Lines.Count >= MostLines || order.IsTooLarge)
        {
            GiveUp(order, line);
            return;
        }
        else if (IsAnothers(order, line))
        {
            setAside(line, "order_of_another");
            return;
        }
        else order.Lines.Add(Lines.Add(record));
        order!.Includes(line.Numbers);
    }

    /// <summary>What was bought and what was given back, oldest first.</summary>
    public List<(long At, Order Order, bool IsRefund)> InOrder()
    {
        var parts = new List<(long At, Order Order, bool IsRefund)>(_orders.Count);
        foreach (var order in _orders.Values.Where(o => !o.IsTooLarge))
        {
            if (order.PaidAt < long.MaxValue) parts.Add((order.PaidAt, order, false));
            if (order.RefundAt < long.MaxValue) parts.Add((order.RefundAt, order, true));
        }
        parts.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Order.First.CompareTo(b.Order.First));
        return parts;
    }

    private bool IsAnothers(Order order, OrderLine line)
    {
        var first = Lines[order.First];
        return !line[LineText.Customer].SequenceEqual(first[LineText.Customer]) || !line[LineText.Currency].SequenceEqual(first[LineText.Currency]);
    }

    private void GiveUp(Order order, OrderLine line)
    {
        foreach (var kept in order.Lines) setAside(Lines[kept], "order_too_large");
        order.Lines.Clear();
        order.IsTooLarge = true;
        setAside(line, "order_too_large");
    }
}

/// <summary>An order while its lines are put together.</summary>
/// <param name="first">The place of its first line in the store.</param>
/// <param name="isRefund">The whole of it is one: its name begins with C.</param>
internal sealed class Order(long first, bool isRefund)
{
    public long First => first;

    /// <summary>Places of its lines in the store.</summary>
    public List<long> Lines { get; } = [first];

    public bool IsTooLarge { get; set; }

    /// <summary>The earliest line that was bought, and that was given back; <see cref="long.MaxValue"/> when there is none.</summary>
    public long PaidAt { get; private set; } = long.MaxValue;

    public long RefundAt { get; private set; } = long.MaxValue;

    public bool IsGivenBack(in LineNumbers line) => isRefund || line.Quantity < 0;

    public void Includes(in LineNumbers line)
    {
        if (IsGivenBack(line)) RefundAt = Math.Min(RefundAt, line.At);
        else PaidAt = Math.Min(PaidAt, line.At);
    }
}
