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
    private readonly bool _commaIsPoint;
    private readonly FieldReader _order, _customer, _at, _product, _name, _quantity, _price, _currency, _channel, _country;

    public PurchaseRows(BoundPlan plan, RunContext run, JournalSink sink, SetAsideRows aside, ImportTally tally)
    {
        (_run, _sink, _aside, _tally, _times, _commaIsPoint) = (run, sink, aside, tally, plan.Times, plan.CommaIsPoint);
        (_order, _customer, _at, _product, _name) = (plan.Field("order"), plan.Field("customer"), plan.Field("at"), plan.Field("product"), plan.Field("name"));
        (_quantity, _price, _currency, _channel, _country) = (
            plan.Field("quantity"), plan.Field("price"), plan.Field("currency"), plan.Field("channel"), plan.Field("country"));
        _lines = new Spill(Path.Combine(run.Folder, "lines"), Spill.FilesFor(plan.Head.File.EstimatedText));
    }

    public override RowProblem? Take(CsvReader row)
    {
        var customer = _customer.Of(row);
        if (customer.Trim((byte)' ').IsEmpty) return new("no_customer", $"no customer: line {row.Line} names nobody.");
        if (ProblemWith(customer) is { } nobody) return nobody;
        var order = _order.Of(row).Trim((byte)' ');
        if (order.IsEmpty) return new("no_order", $"Line {row.Line} belongs to no order.");
        if (order.Length > LongestOrder || order.Contains((byte)0))
            return new("order_too_long", $"An order's name has at most {LongestOrder} characters, and not U+0000.");
        if (_times.Read(_at.Of(row)) is not { } at) return PersonRows.BadTime(row, _at.Of(row));
        var (quantity, price) = (1m, 0m);
        if (_quantity.IsThere && !NumberText.TryRead(_quantity.Of(row), _commaIsPoint, out quantity)) return BadNumber(row, "quantity", _quantity.Of(row));
        if (_price.IsThere && !NumberText.TryRead(_price.Of(row), _commaIsPoint, out price)) return BadNumber(row, "price", _price.Of(row));
        var key = Fingerprint.Of(order);
        _writer.Begin(new LineNumbers(key, Fingerprint.Of(order, key), at, quantity, price, _price.IsThere));
        _writer.Add(order);
        _writer.Add(customer);
        foreach (var field in (ReadOnlySpan<FieldReader>)[_product, _name, _currency, _channel, _country])
        {
            var text = field.Of(row);
            if (text.Length > OrderLine.LongestText) return new("text_too_long", $"Line {row.Line} has a text of more than {OrderLine.LongestText} bytes.");
            _writer.Add(text);
        }
        _lines.Add(key, _writer.Record);
        return null;
    }

    public override async Task Finish(CancellationToken ct)
    {
        long done = 0;
        using var orders = new OrdersInOrder(_lines, Path.Combine(_run.Folder, "orders"), SetAside);
        foreach (var order in orders.Read(ct))
        {
            _sink.Add(order.ToInteraction(_run), order.Rows);
            done += order.Rows;
            if (!_sink.IsFull) continue;
            await _sink.Flush(ct);
            _tally.Reached(ShareOfReading + (1 - ShareOfReading) * done / _tally.Now().Read);
        }
    }

    public override void Dispose() => _lines.Dispose();

    private static RowProblem? ProblemWith(ReadOnlySpan<byte> customer)
    {
        var identity = new Identity(Identity.UserId, Encoding.UTF8.GetString(customer));
        return People.Refused(identity)
            ?? (BlockedValues.Contains(identity.Value) ? new("blocked_identity", $"\"{identity.Value}\" stands for nobody in particular.") : null);
    }

    private static RowProblem BadNumber(CsvReader row, string field, ReadOnlySpan<byte> text) =>
        new("bad_number", $"Line {row.Line}: \"{Encoding.UTF8.GetString(text[..Math.Min(text.Length, 60)])}\" is no {field}.");

    private void SetAside(OrderLine line, string code)
    {
        line.WriteTo(_aside.Begin());
        _aside.End(code == "order_too_large"
            ? new(code, $"More than {OrderBook.MostLines:N0} rows have this order. Is its column the right one?")
            : new(code, "Another row of the same order has another customer or currency."));
    }
}
