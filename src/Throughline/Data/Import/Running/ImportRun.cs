using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Purchases;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Rows;
using Throughline.Data.Import.Storing;
using Throughline.Platform.Journal;

namespace Throughline.Data.Import.Running;

/// <summary>Reads a file from its first row to its last and hands what it says to the journal.</summary>
internal sealed class ImportRun(IJournal journal, ImportTally tally, RunContext run, bool isTrial)
{
    private const int RowsBetweenLooks = 2_048;

    public async Task Run(BoundPlan plan, CancellationToken ct)
    {
        var sink = new JournalSink(journal, tally, isTrial ? new JournalTrial(journal, run, tally) : null);
        using var aside = new SetAsideRows(plan, run, sink);
        using RowTaker taker = plan.Format == ImportFormat.Purchases ? new PurchaseRows(plan, run, sink, aside, tally) : new PersonRows(plan, run, sink);
        try
        {
            await ReadRows(plan, taker, aside, sink, ct);
            await taker.Finish(ct);
            await sink.Finish(ct);
        }
        finally
        {
            await sink.CountWritten();
        }
    }

    private async Task ReadRows(BoundPlan plan, RowTaker taker, SetAsideRows aside, JournalSink sink, CancellationToken ct)
    {
        var (columns, share) = (plan.Head.Columns.Length, plan.Format == ImportFormat.Purchases ? PurchaseRows.ShareOfReading : 1);
        var rows = plan.Head.OpenRows(out var file, out var text);
        await using (text)
            for (var n = 1; rows.Read(); n++)
            {
                tally.Read();
                if ((ShapeOf(rows, columns) ?? taker.Take(rows)) is { } problem) aside.Add(rows, problem);
                if (sink.IsFull) await sink.Flush(ct);
                if (n % RowsBetweenLooks != 0) continue;
                ct.ThrowIfCancellationRequested();
                tally.Reached(share * file.Position / file.Length);
            }
    }

    private static RowProblem? ShapeOf(CsvReader row, int columns) => row switch
    {
        { Fault: LineFault.OpenQuote } => new("open_quote", $"Line {row.Line} opens a quote that is never closed."),
        { Fault: LineFault.TooLong } => new("row_too_long", $"Line {row.Line} is longer than {CsvReader.LongestRow >> 20} MB."),
        _ when row.Count > columns && row.HasTextFrom(columns) =>
            new("wrong_columns", $"Line {row.Line} has {row.Count:N0} {(row.Count == 1 ? "field" : "fields")}; the first line names {columns:N0}."),
        _ => null,
    };
}
