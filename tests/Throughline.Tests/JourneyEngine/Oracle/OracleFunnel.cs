using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine.Oracle;

/// <summary>An event that matters to a funnel: its time, and the steps and exclusions it may be, as bits.</summary>
public sealed class OracleEvent(long time, uint steps, uint exclusions)
{
    public long Time => time;
    public uint Steps => steps;
    public uint Exclusions => exclusions;
}

/// <summary>A customer's counted try: the time of each step done.</summary>
public sealed record OracleTry(SortedDictionary<int, long> Times)
{
    public int Depth => Times.Keys.Last();
}

/// <summary>Funnels by the definition, found by trying everything. Only for small histories.</summary>
public sealed class OracleFunnel(
    int steps, long windowMs, uint optional, IReadOnlyList<FunnelExclusion> exclusions, long startsBeforeMs = long.MaxValue, bool sharesRow = false)
{
    public OracleTry? Best(FunnelMode mode, IReadOnlyList<OracleEvent> events)
    {
        var best = OfSeparateRows(mode, events);
        if (!sharesRow || events.FirstOrDefault(e => Can(e, 0) && Can(e, 1)) is not { } both) return best;
        return best is { Depth: 1 } && best.Times[1] <= both.Time ? best : new OracleTry(new() { [0] = both.Time, [1] = both.Time });
    }

    private OracleTry? OfSeparateRows(FunnelMode mode, IReadOnlyList<OracleEvent> events)
        => Tries(mode, events)
            .OrderByDescending(t => t.Depth)
            .ThenBy(t => t.Times[t.Depth])
            .ThenByDescending(t => t.Times.Values.First())
            .ThenBy(t => t.Times.Values.Sum())
            .FirstOrDefault();

    private IEnumerable<OracleTry> Tries(FunnelMode mode, IReadOnlyList<OracleEvent> events) => mode switch
    {
        FunnelMode.Ordered => events.Where(e => Can(e, 0)).Select(e => e.Time).Distinct().Select(start => Ordered(events, start)).OfType<OracleTry>(),
        FunnelMode.Strict => events.Where(e => Can(e, 0)).SelectMany(e => Strict(events, e)),
        FunnelMode.Unordered => events.Where(e => e.Steps != 0 && e.Time < startsBeforeMs).Select(e => e.Time).Distinct()
            .Select(start => Unordered(events, start)),
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    private OracleTry? Ordered(IReadOnlyList<OracleEvent> events, long start)
    {
        var earliest = Enumerable.Repeat(long.MaxValue, steps).ToArray();
        List<OracleEvent> inside = [.. events.Where(e => e.Time >= start && e.Time <= start + windowMs)];
        foreach (var first in inside.Where(e => e.Time == start && Can(e, 0))) Search(0, first, [first]);

        void Search(int step, OracleEvent at, HashSet<OracleEvent> used)
        {
            earliest[step] = Math.Min(earliest[step], at.Time);
            for (var next = step + 1; next < steps; next++)
            {
                foreach (var e in inside.Where(e => e.Time >= at.Time && Can(e, next) && !used.Contains(e)).ToList())
                {
                    used.Add(e);
                    Search(next, e, used);
                    used.Remove(e);
                }
                if (!IsOptional(next)) break;
            }
        }

        long Reached(int step) => earliest[step..].Min();
        if (exclusions
            .Select((x, i) => (x, i))
            .Any(p => inside.Any(e => (e.Exclusions >> p.i & 1) != 0 && e.Time > Reached(p.x.FromStep) && Reached(p.x.ToStep) > e.Time))) return null;
        return new OracleTry(TimesOf(inside, earliest));
    }

    /// <summary>Required steps when they are first possible; optional ones where the try, going as far as it can at each moment, has an
    /// event left for them.</summary>
    private SortedDictionary<int, long> TimesOf(List<OracleEvent> inside, long[] earliest)
    {
        var times = new SortedDictionary<int, long>();
        var state = -1;
        foreach (var moment in inside.GroupBy(e => e.Time).OrderBy(g => g.Key))
        {
            var to = Enumerable.Range(0, steps).Where(k => earliest[k] <= moment.Key).Max();
            if (to <= state) continue;
            List<int> done = [.. Enumerable.Range(state + 1, to - state).Where(k => k == to || !IsOptional(k))];
            foreach (var k in Enumerable.Range(state + 1, to - state).Where(k => k != to && IsOptional(k)))
                if (CanDoAll([.. done, k], [.. moment])) done.Add(k);
            foreach (var k in done) times[k] = moment.Key;
            state = to;
        }
        return times;
    }

    private IEnumerable<OracleTry> Strict(IReadOnlyList<OracleEvent> events, OracleEvent start)
    {
        var found = new List<long[]>();
        List<List<OracleEvent>> moments = [.. events
            .Where(e => e.Time >= start.Time && e.Time <= start.Time + windowMs)
            .GroupBy(e => e.Time)
            .OrderBy(g => g.Key)
            .Select(g => g.ToList())];
        Search([start.Time], 0, [start]);
        return found.Where(times => !IsVoid(times)).Select(times => new OracleTry(new(times.Select((t, k) => (t, k)).ToDictionary(p => p.k, p => p.t))));

        void Search(long[] times, int moment, HashSet<OracleEvent> used)
        {
            // A try counts as far as it comes, so only those that cannot go on at once are its ends.
            var goesOn = false;
            var rest = moments[moment].Where(e => !used.Contains(e)).ToList();
            if (times.Length < steps)
            {
                foreach (var e in rest.Where(e => Can(e, times.Length)))
                {
                    goesOn = true;
                    Search([.. times, e.Time], moment, [.. used, e]);
                }
                if (moment == 0 && moments.Count == 1) found.Add(times);
                if ((moment == 0 || rest.Count == 0) && moment + 1 < moments.Count)
                {
                    goesOn |= moments[moment + 1].Any(e => Can(e, times.Length));
                    foreach (var e in moments[moment + 1].Where(e => Can(e, times.Length))) Search([.. times, e.Time], moment + 1, [e]);
                    if (!moments[moment + 1].Any(e => Can(e, times.Length))) found.Add(times);
                }
            }
            if (!goesOn) found.Add(times);
        }

        bool IsVoid(long[] times) => exclusions.Select((x, i) => (x, i)).Any(p => times.Length > p.x.FromStep && events.Any(e => (e.Exclusions >> p.i & 1) != 0
            && e.Time > times[p.x.FromStep] && e.Time <= start.Time + windowMs && (times.Length <= p.x.ToStep || e.Time < times[p.x.ToStep])));
    }

    private OracleTry Unordered(IReadOnlyList<OracleEvent> events, long start)
    {
        List<OracleEvent> inside = [.. events.Where(e => e.Time >= start && e.Time <= start + windowMs)];
        var times = new SortedDictionary<int, long>();
        foreach (var time in inside.Select(e => e.Time).Distinct().Order())
        {
            var most = Most([.. inside.Where(e => e.Time <= time && e.Steps != 0).GroupBy(e => e.Steps).SelectMany(g => g.Take(steps))], 0, 0);
            while (times.Count < most) times[times.Count] = time;
        }
        var completed = times.Count == steps ? times[steps - 1] : long.MaxValue;
        if (exclusions.Count > 0 && inside.Any(e => e.Exclusions != 0 && e.Time > start && e.Time < completed))
            foreach (var k in times.Keys.Where(k => k > 0).ToList()) times.Remove(k);
        return new OracleTry(times);
    }

    private int Most(List<OracleEvent> events, int from, ulong taken)
    {
        if (from == steps) return 0;
        var most = Most(events, from + 1, taken);
        for (var e = 0; e < events.Count; e++)
            if ((taken >> e & 1) == 0 && Can(events[e], from)) most = Math.Max(most, 1 + Most(events, from + 1, taken | 1UL << e));
        return most;
    }

    private static bool CanDoAll(List<int> wanted, List<OracleEvent> events)
        => wanted.Count == 0 || events.Where(e => Can(e, wanted[0])).Any(e => CanDoAll(wanted[1..], [.. events.Where(o => !ReferenceEquals(o, e))]));

    private bool IsOptional(int step) => (optional >> step & 1) != 0;

    private static bool Can(OracleEvent e, int step) => (e.Steps >> step & 1) != 0;
}
