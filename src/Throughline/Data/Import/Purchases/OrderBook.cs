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
        ref var order = ref CollectionsMarshal.GetValueRefOrAddDefault(_orders, (line.Numbers.OrderKey, line.Numbers.OrderKey2), out _);
        order ??= new Order();
        if (order.Lines.Count >= MostLines || order.IsTooLarge) GiveUp(order, line);
        else if (IsAnothers(order, line)) setAside(line, "order_of_another");
        else order.Includes(line, Lines.Add(record));
    }

    /// <summary>Oldest first.</summary>
    public List<Order> InOrder()
    {
        List<Order> orders = [.. _orders.Values.Where(o => !o.IsTooLarge)];
        orders.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Lines[0].CompareTo(b.Lines[0]));
        return orders;
    }

    /// <summary>Sets aside all lines of an order of which too little is known; false when enough is.</summary>
    public bool SetAside(Order order)
    {
        var why = order.PlaceOf(LineText.Customer) is null ? "no_customer" : order.At == LineNumbers.NoTime ? "bad_timestamp" : null;
        if (why is not null) foreach (var place in order.Lines) setAside(Lines[place], why);
        return why is not null;
    }

    // What a line leaves empty is as its order says elsewhere.
    private bool IsAnothers(Order order, OrderLine line) => Differs(order, line, LineText.Customer) || Differs(order, line, LineText.Currency);

    private bool Differs(Order order, OrderLine line, LineText text) =>
        !line[text].IsEmpty && order.PlaceOf(text) is { } known && !line[text].SequenceEqual(Lines[known][text]);

    private void GiveUp(Order order, OrderLine line)
    {
        foreach (var kept in order.Lines) setAside(Lines[kept], "order_too_large");
        order.Lines.Clear();
        order.IsTooLarge = true;
        setAside(line, "order_too_large");
    }
}
