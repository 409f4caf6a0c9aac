using Throughline.Platform.Journal;

namespace Throughline.Data.Import.Storing;

/// <summary>Counts what the journal would store and what it has already, or would have by then from earlier rows of the file.</summary>
internal sealed class JournalTrial(IJournal journal, RunContext run, ImportTally tally)
{
    private readonly Occurrences _messages = new(Path.Combine(run.Folder, "trial"));
    private readonly HashSet<ulong> _customers = [];
    private long _known;

    public Receipt Count(Batch batch)
    {
        string[] ids = [.. batch.Interactions.Select(i => i.MessageId)];
        var repeats = journal.FindRepeats(ids).ToHashSet();
        for (var i = 0; i < ids.Length; i++) if (_messages.Count(Fingerprint.Of(ids[i])) > 1) repeats.Add(i);
        CountCustomers(batch);
        return new Receipt(ids.Length - repeats.Count, repeats.Count, journal.Head) { RepeatedAt = [.. repeats.Order()] };
    }

    // By the identity that each row belongs to; known is who has any of those that it names.
    private void CountCustomers(Batch batch)
    {
        var fresh = batch.Interactions.Where(i => _customers.Add(IdentityNumbers.HashOf(i.Identities[0]))).ToList();
        var known = journal.AreKnown([.. fresh.SelectMany(i => i.Identities)]);
        _known += fresh.Count(i => i.Identities.Any(known.Contains));
        tally.Named(_customers.Count, _known);
    }
}
