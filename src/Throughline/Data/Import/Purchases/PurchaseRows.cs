using System.Text;
using Throughline.Contracts;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Rows;
using Throughline.Data.Import.Storing;
using Throughline.Data.Import.Values;
using Throughline.Platform.Journal;

namespace Throughline.Data.Import.Purchases;

/// <summary>Rows that are an order's lines. They wait on disk until all are read, because an order's rows need not stand together.</summary>
internal sealed class PurchaseRows : RowTaker
{
    /// <summary>How much of the work is done when all rows are read; the rest is putting orders together.</summary>
    public const double ShareOfReading = 0.6;

    private const int LongestOrder = 93; // A message id has at most 100 characters, "order:" among them.

    private readonly RunContext _run;
    private readonly JournalSink _sink;
    private readonly SetAsideRows _aside;
    private readonly ImportTally _tally;
    private readonly Spill _lines;
    private readonly OrderLineWriter _writer = new();
    private readonly TimeReader _times;
    private readonly CustomerColumn _customers;
    private readonly OrderDefaults _defaults;
    private readonly OrderFields _fields;
    private readonly NumberField _quantity, _price;

    public PurchaseRows(BoundPlan plan, RunContext run, JournalSink sink, SetAsideRows aside, ImportTally tally)
    {
        (_run, _sink, _aside, _tally, _times, _customers) = (run, sink, aside, tally, plan.Times, plan.Customers);
        _fields = new OrderFields(plan);
        (_quantity, _price) = (new NumberField(plan, "quantity"), new NumberField(plan, "price"));
        _defaults = new OrderDefaults(plan.Field("currency").Fixed, plan.Field("channel").Fixed, plan.Field("country").Fixed);
        _lines = new Spill(Path.Combine(run.Folder, "lines"), Spill.FilesFor(plan.Head.File.EstimatedText));
    }

    public override RowProblem? Take(CsvReader row)
    {
        var order = _fields.Order.Of(row).Trim((byte)' ');
        if (OrderProblem(order, row) is { } noOrder) return noOrder;
        var customer = _fields.Customer.Of(row);
        if (customer.Trim((byte)' ').IsEmpty) customer = default; // As the order's other lines say.
        else if (Named(ref customer, row) is { } nobody) return nobody;
        var written = _fields.At.Of(row);
        var at = written.Trim((byte)' ').IsEmpty ? LineNumbers.NoTime : _times.Read(written);
        if (at is null) return PersonRows.BadTime(row, written);
        if (_quantity.Read(row, out var quantity) is { } noQuantity) return noQuantity;
        if (_price.Read(row, out var price) is { } noPrice) return noPrice;
        var key = Fingerprint.Of(order);
        _writer.Begin(new LineNumbers(key, Fingerprint.Of(order, key), row.Line, at.Value, quantity, price, _price.IsThere));
        _writer.Add(order);
        _writer.Add(customer);
        foreach (var field in _fields.Others)
        {
            var text = row[field];
            if (text.Length > OrderLine.LongestText) return new("text_too_long", $"Line {row.Line} has a text of more than {OrderLine.LongestText} bytes.");
            _writer.Add(text);
        }
        _lines.Add(key, _writer.Record);
        return null;
    }

    public override async Task Finish(CancellationToken ct)
    {
        long done = 0;
        using var orders = new OrdersInOrder(_lines, Path.Combine(_run.Folder, "orders"), _defaults, SetAside);
        foreach (var order in orders.Read(ct))
        {
            if (order is not null) _sink.Add(order.ToInteraction(_run, _customers), order.Rows);
            done += order?.Rows ?? 0;
            if (!_sink.IsFull) continue;
            await _sink.Flush(ct);
            _tally.Reached(ShareOfReading + (1 - ShareOfReading) * done / _tally.Now().Read);
        }
    }

    public override void Dispose() => _lines.Dispose();

    private static RowProblem? OrderProblem(ReadOnlySpan<byte> order, CsvReader row) =>
        order.IsEmpty ? new("no_order", $"Line {row.Line} belongs to no order.")
        : order.Length > LongestOrder || order.Contains((byte)0)
            ? new("order_too_long", $"An order's name has at most {LongestOrder} characters, and not U+0000.")
        : LostDigits.In(order) ? People.Rounded(row, order) : null;

    // One mailbox written in two ways is one customer already here.
    private RowProblem? Named(ref ReadOnlySpan<byte> customer, CsvReader row)
    {
        if (LostDigits.In(customer)) return People.Rounded(row, customer);
        var identity = _customers.Of(Encoding.UTF8.GetString(customer));
        if (People.Refused(identity) is { } refused) return refused;
        if (!People.Names(identity)) return new("blocked_identity", $"\"{Encoding.UTF8.GetString(customer)}\" is a placeholder.");
        if (identity.Kind != Identity.UserId) customer = Encoding.UTF8.GetBytes(identity.Value);
        return null;
    }

    private void SetAside(OrderLine line, string code)
    {
        line.WriteTo(_aside.Begin());
        _aside.End(code switch
        {
            "order_too_large" => new(code, $"More than {OrderBook.MostLines:N0} rows have this order. Is its column the right one?"),
            "no_customer" => new(code, $"no customer: line {line.Numbers.Line} has no customer."),
            "bad_timestamp" => new(code, $"Line {line.Numbers.Line} says no time, and no other line of its order does."),
            _ => new(code, "Another row of the same order has another customer or currency."),
        }, line.Numbers.Line);
    }
}
