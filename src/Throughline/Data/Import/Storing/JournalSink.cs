using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Data.Import.Storing;

/// <summary>Hands what was read to the journal in large batches, the next being made while the last is written; in a trial nothing is written.</summary>
/// <param name="trial">Counts in place of the journal; null when this is no trial.</param>
internal sealed class JournalSink(IJournal journal, ImportTally tally, JournalTrial? trial)
{
    private const int MostItems = 8_000, MostBytes = 2 << 20, MostWaiting = 3;

    private readonly Queue<(Task<Receipt> Written, List<int> Rows)> _waiting = [];
    private List<Interaction> _interactions = [];
    private List<NotUnderstood> _aside = [];
    private List<int> _rows = [];
    private long _bytes;

    /// <summary>Enough is gathered: <see cref="Flush"/> it before adding more.</summary>
    public bool IsFull => _bytes > MostBytes || _interactions.Count + _aside.Count >= MostItems;

    /// <param name="rows">How many rows of the file it was made of.</param>
    public void Add(Interaction interaction, int rows)
    {
        _interactions.Add(interaction);
        _rows.Add(rows);
        _bytes += interaction.Body.Length + 400;
    }

    public void SetAside(NotUnderstood item, string example, long line)
    {
        tally.SetAside(item.Code, example, line);
        if (trial is not null) return;
        _aside.Add(item);
        _bytes += item.Body.Length + 100;
    }

    public async Task Flush(CancellationToken ct)
    {
        if (_interactions.Count + _aside.Count == 0) return;
        var batch = new Batch(_interactions, _aside);
        _waiting.Enqueue((trial is null ? Append(batch, ct) : Task.FromResult(trial.Count(batch)), _rows));
        (_interactions, _aside, _rows, _bytes) = ([], [], [], 0);
        if (_waiting.Count >= MostWaiting) await TakeReceipt();
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Everything is on disk after this.</summary>
    public async Task Finish(CancellationToken ct)
    {
        await Flush(ct);
        await CountWritten();
    }

    /// <summary>Waits for what is on its way and counts it: also when the import is stopped.</summary>
    public async Task CountWritten()
    {
        while (_waiting.Count > 0) await TakeReceipt();
    }

    // What is on its way is written even if the import is stopped now, so that the counts stay right.
    private async Task<Receipt> Append(Batch batch, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await journal.Append(batch, CancellationToken.None);
            }
            catch (JournalBusyException) // Live traffic goes first.
            {
                await Task.Delay(50, ct);
            }
        }
    }

    private async Task TakeReceipt()
    {
        var (written, rows) = _waiting.Dequeue();
        var receipt = await written;
        long all = rows.Sum(r => (long)r), repeated = receipt.RepeatedAt.Sum(i => (long)rows[i]);
        tally.Stored(all - repeated, repeated, receipt.Accepted);
    }
}
