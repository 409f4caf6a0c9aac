using Throughline.Platform.Journal;

namespace Throughline.Data.Import.Storing;

/// <summary>Counts what the journal would store and what it has already, or would have by then from earlier rows of the file.</summary>
internal sealed class JournalTrial(IJournal journal, RunContext run)
{
    private readonly Occurrences _messages = new(Path.Combine(run.Folder, "trial"));

    public Receipt Count(Batch batch)
    {
        string[] ids = [.. batch.Interactions.Select(i => i.MessageId)];
        var repeats = journal.FindRepeats(ids).ToHashSet();
        for (var i = 0; i < ids.Length; i++) if (_messages.Count(Fingerprint.Of(ids[i])) > 1) repeats.Add(i);
        return new Receipt(ids.Length - repeats.Count, repeats.Count, journal.Head) { RepeatedAt = [.. repeats.Order()] };
    }
}
