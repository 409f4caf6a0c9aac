using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Customers.Reading;

/// <summary>
/// What a request reads of interactions. Several parts of a page ask for the same ones: the journal is asked once for each.
/// Which touchpoint an interaction belongs to is decided here and nowhere else in this room.
/// </summary>
public sealed class ReadInteractions(IJournal journal, ITouchpoints touchpoints) : IPart
{
    private readonly Dictionary<long, JournalEntry> _read = [];
    private TouchpointBook? _book;

    /// <summary>The interactions at these positions, in the order asked; those not found, or that others stand for, are left out.</summary>
    public IReadOnlyList<JournalEntry> At(IReadOnlyList<long> positions)
    {
        var missing = positions.Where(position => !_read.ContainsKey(position)).ToList();
        if (missing.Count > 0)
        {
            var superseded = journal.Superseded(missing);
            foreach (var entry in journal.ReadAt(missing)) if (!superseded.ContainsKey(entry.Position)) _read[entry.Position] = entry;
        }
        return [.. positions.Where(_read.ContainsKey).Select(position => _read[position])];
    }

    /// <summary>The touchpoint, and with it the stage, by one state of the rules for the whole request; null: unassigned.</summary>
    public TouchpointView? TouchpointOf(JournalEntry entry) => (_book ??= touchpoints.Now).Assign(entry.Event, entry.Channel, entry.Body);
}
