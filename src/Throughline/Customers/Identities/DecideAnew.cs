using Throughline.Platform.Journal;

namespace Throughline.Customers.Identities;

/// <summary>Decides anew who some identities are, from their interactions and what colleagues decided, as a rebuild would.</summary>
internal sealed class DecideAnew(CustomerLedger ledger, Meeting meeting, HandDecisions hand, IJournal journal)
{
    public const int MostInteractions = 200_000;
    private const int AtOnce = 2_000;

    /// <summary>In the transaction of whoever asks.</summary>
    /// <param name="met">Positions of interactions of others that name some of them.</param>
    /// <param name="until">What came later is still to come to the projection.</param>
    /// <returns>False when they have too many interactions, or when what stood for a device does not any more: nothing, or too little, was changed.</returns>
    public bool About(Surroundings around, IEnumerable<long> met, Func<IReadOnlyCollection<int>, IEnumerable<long>> placesOf, long until)
    {
        var ofOthers = met.Where(p => journal.ReadAt([p]) is [var entry] && Array.Exists(entry.Others, around.Identities.Contains));
        var positions = placesOf(around.Identities).Concat(ofOthers).Distinct().Where(p => p <= until).Order().ToList();
        if (positions.Count > MostInteractions) return false;
        var shared = around.Identities.Where(i => ledger.Book.IsSeen(i) && ledger.Book.SideOf(i).IsShared).ToList();
        ErasedFromTables.TakeOut(ledger.Tables, around.Identities, around.Customers);
        ledger.Book.TakeOut(around.Identities);
        var decisions = new Queue<IdentityDecision>(around.Decisions);
        foreach (var chunk in positions.Chunk(AtOnce))
        {
            var entries = journal.ReadAt(chunk);
            meeting.Begin(entries, journal);
            ledger.Begin();
            foreach (var entry in entries.Select(e => AboutThem(e, around.Identities)))
            {
                while (decisions.TryPeek(out var next) && next.Position < entry.Position) hand.CarryOut(decisions.Dequeue());
                meeting.Take(entry);
            }
            ledger.Finish();
        }
        ledger.Begin();
        while (decisions.TryDequeue(out var last)) hand.CarryOut(last);
        ledger.Finish();
        // Views that keep rows by identity are told whose each is now.
        foreach (var identity in around.Identities)
            if (ledger.Book.IsSeen(identity)) ledger.Book.Move([identity], ledger.Book.CustomerOf(identity));
        return shared.TrueForAll(i => !ledger.Book.IsSeen(i) || ledger.Book.SideOf(i).IsShared);
    }

    // Whom it names beside them has no part in what was decided about them, and may have been unknown at that time.
    private JournalEntry AboutThem(JournalEntry entry, IReadOnlySet<int> them) =>
        Array.TrueForAll(entry.Others, other => them.Contains(other) || !ledger.Book.IsSeen(other)) ? entry
            : entry with { Others = [.. entry.Others.Where(other => them.Contains(other) || !ledger.Book.IsSeen(other))] };
}
