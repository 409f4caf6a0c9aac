namespace Throughline.JourneyEngine;

/// <summary>
/// The strict funnel: from the first step's event on, every event must be the next step. Events of one moment may be
/// taken in any order, but all of them lie between the steps before and after them.
/// </summary>
internal sealed class StrictFunnel(FunnelPlan plan, FunnelEvents events)
{
    private readonly TieMatching _ties = new(events);
    private readonly long[] _time = new long[FunnelChecks.MostSteps];
    private readonly int[] _event = new int[FunnelChecks.MostSteps];

    public void Run(FunnelOutcome outcome)
    {
        outcome.Clear();
        var best = new BestTry();
        for (int first = 0, end; first < events.Count; first = end)
        {
            end = events.EndOfTie(first);
            // The start's moment may hold several of the first steps, or only its last event may be the start. Most
            // first, so that of tries that are otherwise equal the one that takes its steps earliest counts.
            for (var taken = Take(0, plan.K, first, end); taken > 0 && Take(0, taken, first, end) == taken; taken--)
            {
                var depth = Follow(taken, end) - 1;
                if (IsVoid(depth) || !best.Offer(depth, _time[depth], _time[0])) continue;
                outcome.Clear();
                for (var k = 0; k <= depth; k++) outcome.Set(k, _time[k], _event[k]);
            }
        }
    }

    /// <summary>Goes on with the moments after the start and answers how many steps are done in all.</summary>
    private int Follow(int done, int first)
    {
        while (done < plan.K && first < events.Count && events.Time[first] - _time[0] <= plan.WindowMs)
        {
            var end = events.EndOfTie(first);
            var taken = Take(done, end - first, first, end);
            done += taken;
            if (taken < end - first) break;
            first = end;
        }
        return done;
    }

    /// <summary>Gives up to <paramref name="most"/> steps in a row to events [first, end) and notes them.</summary>
    private int Take(int from, int most, int first, int end)
    {
        _ties.Begin();
        _ties.AddEvents(first, end);
        var taken = 0;
        while (taken < most && from + taken < plan.K && _ties.TryAdd(from + taken)) taken++;
        for (var k = from; k < from + taken; k++) (_time[k], _event[k]) = (events.Time[first], _ties.EventOf(k));
        return taken;
    }

    private bool IsVoid(int depth)
    {
        for (var x = 0; x < plan.Exclusions.Length; x++)
        {
            var (from, to) = (plan.Exclusions[x].FromStep, plan.Exclusions[x].ToStep);
            if (depth < from) continue;
            var until = depth >= to ? _time[to] - 1 : _time[0] + plan.WindowMs;
            for (var i = 0; i < events.Count; i++)
                if ((events.Exclusions[i] >> x & 1) != 0 && events.Time[i] > _time[from] && events.Time[i] <= until) return true;
        }
        return false;
    }
}
