namespace Throughline.JourneyEngine;

/// <summary>
/// The ordered funnel with everything: ties, optional steps, exclusions. All tries that stand at the same step move, or
/// are voided, together, so that each try is touched at most once a step.
/// </summary>
internal sealed class OrderedFunnel
{
    private readonly FunnelPlan _plan;
    private readonly FunnelEvents _events;
    private readonly TieMatching _ties;
    private readonly List<(long Start, long Reached)>[] _at;
    private BestTry _best;

    public OrderedFunnel(FunnelPlan plan, FunnelEvents events)
    {
        (_plan, _events, _ties) = (plan, events, new TieMatching(events));
        _at = [.. Enumerable.Range(0, plan.K).Select(_ => new List<(long, long)>())];
    }

    public void Run(FunnelOutcome outcome)
    {
        outcome.Clear();
        _best = new BestTry();
        foreach (var tries in _at) tries.Clear();
        for (int first = 0, end; first < _events.Count; first = end)
        {
            end = _events.EndOfTie(first);
            MoveTries(first, end);
            if (_at[_plan.K - 1].Count > 0) break;
        }
        for (var step = 0; step < _plan.K; step++)
            foreach (var (start, reached) in _at[step]) _best.Offer(step, reached, start);
        if (_best.Depth >= 0) Retrace(outcome);
        if (_plan.SharesRow) ShareRow(outcome);
    }

    /// <summary>One row does both steps where no other has done the second before it. Nothing lies between, so no exclusion does.</summary>
    private void ShareRow(FunnelOutcome outcome)
    {
        const uint Both = 0b11;
        for (var i = 0; i < _events.Count; i++)
        {
            if ((_events.Steps[i] & Both) != Both) continue;
            if (outcome.Depth == 1 && outcome.Time[1] <= _events.Time[i]) return;
            outcome.Clear();
            outcome.Set(0, _events.Time[i], i);
            outcome.Set(1, _events.Time[i], i);
            return;
        }
    }

    private void MoveTries(int first, int end)
    {
        var time = _events.Time[first];
        var exclusions = _events.ExclusionsIn(first, end);
        // From the last step down, so that what moves here is not moved again.
        for (var step = _plan.K - 2; step >= 0; step--)
        {
            if (_at[step].Count == 0) continue;
            var to = _ties.Extend(step, first, end, _plan);
            var isVoid = exclusions != 0 && FallsBetween(exclusions, step, to);
            if (to == step && !isVoid) continue;
            foreach (var (start, reached) in _at[step])
            {
                if (time - start > _plan.WindowMs) _best.Offer(step, reached, start);
                else if (!isVoid) _at[to].Add((start, time));
            }
            _at[step].Clear();
        }
        var begun = _ties.Extend(-1, first, end, _plan);
        if (begun >= 0) _at[begun].Add((time, time));
    }

    /// <summary>An exclusion voids a try that is past its first step and does not reach its second at this very moment.</summary>
    private bool FallsBetween(uint exclusions, int step, int to)
    {
        for (var x = 0; x < _plan.Exclusions.Length; x++)
            if ((exclusions >> x & 1) != 0 && step >= _plan.Exclusions[x].FromStep && step < _plan.Exclusions[x].ToStep && to < _plan.Exclusions[x].ToStep)
                return true;
        return false;
    }

    /// <summary>Goes through the counted try once more to note its steps.</summary>
    private void Retrace(FunnelOutcome outcome)
    {
        var first = Array.BinarySearch(_events.Time, 0, _events.Count, _best.Start);
        while (first > 0 && _events.Time[first - 1] == _best.Start) first--;
        for (int state = -1, end; state < _best.Depth; first = end)
        {
            end = _events.EndOfTie(first);
            state = _ties.Extend(state, first, end, _plan);
            for (var k = 0; k <= state; k++)
                if ((_ties.Matched >> k & 1) != 0) outcome.Set(k, _events.Time[first], _ties.EventOf(k));
        }
    }
}
