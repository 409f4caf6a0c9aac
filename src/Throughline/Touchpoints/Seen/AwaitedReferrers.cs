using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Seen;

/// <summary>
/// Whom referrals name that nobody has met yet. Only in memory, and read again from the journal at the next start, so that
/// an erased person's name stands nowhere else.
/// </summary>
internal sealed class AwaitedReferrers(IJournal journal)
{
    // Names that were made up must not fill the memory. Whoever is beyond this is found by a rebuild.
    private const int MostNames = 50_000, ReadAtOnce = 1_000;

    private readonly Dictionary<Identity, List<long>> _awaited = [];
    private readonly List<int> _new = [];
    private int _highest;

    /// <summary>The number of whom a referral names, if we know them; if not, they are awaited.</summary>
    public (int? Number, bool IsAwaited) Find(JournalEntry referral)
    {
        if (PropertyReader.Find(referral.Body.Span, "referrer") is not { } named) return (null, false);
        var meant = Meant(named);
        foreach (var identity in meant) if (journal.FindIdentity(identity) is { } number) return (number, false);
        foreach (var identity in meant) Await(identity, referral.Position);
        return (null, true);
    }

    /// <summary>Notes the identities of the next interaction. They are numbered in order: a higher number than all before is somebody new.</summary>
    public void Meet(JournalEntry entry)
    {
        Note(entry.Identity);
        foreach (var other in entry.Others) Note(other);
    }

    /// <summary>Who has come since the last call and was named before, and by which referrals.</summary>
    public IEnumerable<(long Position, int Number)> Arrived()
    {
        if (_new.Count == 0) yield break;
        var identities = journal.Identities(_new);
        _new.Clear();
        foreach (var (number, identity) in identities)
            if (_awaited.Remove(identity, out var positions))
                foreach (var position in positions) yield return (position, number);
    }

    /// <summary>Begins anew with the referrals that wait; returns those that need not any more, with whom they name.</summary>
    public IEnumerable<(long Position, int? Number)> Load(IReadOnlyList<long> waiting)
    {
        _awaited.Clear();
        _new.Clear();
        _highest = 0;
        foreach (var chunk in waiting.Chunk(ReadAtOnce))
            foreach (var entry in journal.ReadAt(chunk))
                if (Find(entry) is (var number, false)) yield return (entry.Position, number);
    }

    private void Note(int number)
    {
        if (number <= _highest) return;
        _highest = number;
        if (_awaited.Count > 0) _new.Add(number);
    }

    private void Await(Identity identity, long position)
    {
        if (_awaited.TryGetValue(identity, out var positions)) positions.Add(position);
        else if (_awaited.Count < MostNames) _awaited[identity] = [position];
    }

    // As KIND:VALUE, or a user id alone, which may hold a colon itself.
    private static Identity[] Meant(string referrer) =>
        Identity.Parse(referrer) is { } other ? [new(Identity.UserId, referrer), other] : [new(Identity.UserId, referrer)];
}
