namespace Throughline.JourneyEngine;

/// <summary>
/// The unordered funnel: a try begins with an event of any step and counts how many steps get an event of their own
/// inside the window. An exclusion after the begin and before completion leaves only the first of them.
/// </summary>
internal sealed class UnorderedFunnel(FunnelPlan plan, FunnelEvents events)
{
    private readonly TieMatching _ties = new(events);
    private readonly long[] _time = new long[FunnelChecks.MostSteps];
    private readonly int[] _event = new int[FunnelChecks.MostSteps];

    public void Run(FunnelOutcome outcome)
    {
        outcome.Clear();
        var best = new BestTry();
        for (int first = 0, end; first < events.Count && events.Time[first] < plan.StartsBeforeMs; first = end)
        {
            end = events.EndOfTie(first);
            var depth = Try(first) - 1;
            if (depth < 0 || !best.Offer(depth, _time[depth], events.Time[first])) continue;
            outcome.Clear();
            for (var k = 0; k <= depth; k++) outcome.Set(k, _time[k], _event[k]);
        }
    }

    /// <summary>The steps done by the try that begins at an event's time; 0 when no event there fills a step.</summary>
    private int Try(int first)
    {
        var start = events.Time[first];
        _ties.Begin();
        var done = 0;
        var excluded = false;
        for (int i = first, end; i < events.Count && done < plan.K && events.Time[i] - start <= plan.WindowMs; i = end)
        {
            end = events.EndOfTie(i);
            for (var e = i; e < end && done < plan.K; e++) if (_ties.TryAddEvent(e, plan.K)) (_time[done], _event[done++]) = (events.Time[i], e);
            if (i == first && done == 0) return 0;
            // An exclusion at the moment of completion does not lie before it.
            excluded |= i > first && done < plan.K && events.ExclusionsIn(i, end) != 0;
        }
        return excluded ? Math.Min(done, 1) : done;
    }
}
