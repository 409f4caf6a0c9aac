using Throughline.Platform.Journal;
using Throughline.Platform.Journal.Indexing;
using Throughline.Platform.Projections;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Places;

/// <summary>Where an interaction stands on a timeline: by time, then by journal position.</summary>
public readonly record struct TimelinePlace(long Milliseconds, long Position) : IComparable<TimelinePlace>
{
    public static readonly TimelinePlace End = new(long.MaxValue, long.MaxValue);

    public int CompareTo(TimelinePlace other) =>
        Milliseconds != other.Milliseconds ? Milliseconds.CompareTo(other.Milliseconds) : Position.CompareTo(other.Position);
}

/// <summary>Which interactions an identity has, in the order of time. Kept by identity, so that joining customers moves nothing.</summary>
public sealed class TimelineIndex(DataFolder folder) : Projection
{
    // Key: identity (32 bits) and second (32 bits, up to the year 2106); order: millisecond (10 bits) and position (54 bits).
    private const int GroupShift = 32, PositionBits = 54;

    private PairIndex? _index;

    public override string Name => "timeline";
    public override int BatchSize => 16_384;

    public override void Open(long head)
    {
        _index ??= new PairIndex(Path.Combine(folder.Root, "timeline-index"), GroupShift);
        if (_index.Covered > head) _index.Clear();
        Position = _index.Covered;
    }

    public override void Apply(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries) _index!.Add(ToPair(entry.Identity, new TimelinePlace(entry.At / 1000, entry.Position)));
        // First, so that a failure to write the file does not add the same entries again.
        Position = entries[^1].Position;
        _index!.AddedUpTo(Position);
    }

    public override void Reset()
    {
        _index!.Clear();
        Position = 0;
    }

    public override void Forget(IReadOnlySet<long> positions) => _index!.Remove(pair => positions.Contains(ToPlace(pair).Position));

    public override void Close() => _index!.AddedUpTo(Position, flush: true);

    public override IEnumerable<string> Verify() => _index!.Damaged().Select(file => $"timeline: {file} is damaged; run: throughline rebuild timeline");

    /// <summary>The newest interactions of these identities before a place, newest first.</summary>
    public IReadOnlyList<TimelinePlace> Newest(IReadOnlyCollection<int> identities, TimelinePlace before, int limit)
    {
        if (_index is null) return [];
        var places = new List<TimelinePlace>();
        foreach (var identity in identities)
            foreach (var pair in _index.Last((ulong)identity, before == TimelinePlace.End ? Pair.Highest : ToPair(identity, before), limit))
                places.Add(ToPlace(pair));
        places.Sort((a, b) => b.CompareTo(a));
        return places.Count > limit ? places[..limit] : places;
    }

    /// <summary>How many interactions these identities have, and when the first and the last was.</summary>
    public (long Count, long? FirstMilliseconds, long? LastMilliseconds) Sum(IReadOnlyCollection<int> identities)
    {
        if (_index is null) return default;
        long count = 0;
        long? first = null, last = null;
        foreach (var identity in identities)
        {
            var (n, pair) = _index.Sum((ulong)identity);
            if (n == 0) continue;
            count += n;
            first = Math.Min(first ?? long.MaxValue, ToPlace(pair!.Value).Milliseconds);
            last = Math.Max(last ?? long.MinValue, ToPlace(_index.Last((ulong)identity, Pair.Highest, 1)[0]).Milliseconds);
        }
        return (count, first, last);
    }

    private static Pair ToPair(int identity, TimelinePlace place) =>
        new((ulong)identity << GroupShift | (uint)Math.Min(place.Milliseconds / 1000, uint.MaxValue),
            (ulong)(place.Milliseconds % 1000) << PositionBits | (ulong)place.Position);

    private static TimelinePlace ToPlace(Pair pair) =>
        new((long)(pair.Key & uint.MaxValue) * 1000 + (long)(pair.Order >> PositionBits), (long)(pair.Order & (1ul << PositionBits) - 1));
}
