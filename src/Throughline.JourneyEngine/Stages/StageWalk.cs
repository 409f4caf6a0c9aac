namespace Throughline.JourneyEngine;

/// <summary>
/// Follows one customer through the stages, change by change, exactly as <see cref="StageRules"/> says. Rows must be
/// in order of time and all there from the first on; those after <c>untilMs</c> do not count.
/// </summary>
internal struct StageWalk(StagePlan plan, long untilMs)
{
    private int _next, _last;
    private long _lastAt, _heldAt;
    private bool _bought;

    /// <summary>Where the customer stands now; <see cref="StagePlan.None"/> before the journey begins.</summary>
    public int Place { get; private set; } = StagePlan.None;

    /// <summary>Where the customer stood before the change.</summary>
    public int From { get; private set; } = StagePlan.None;

    public StageStep Step { get; private set; }
    public long AtMs { get; private set; }

    /// <summary>When the stage before the change had begun.</summary>
    public long FromSinceMs { get; private set; }

    /// <summary>The row that caused the change, or the last one before the silence.</summary>
    public int Row { get; private set; }

    public int Round { get; private set; } = 1;

    /// <summary>Goes to the next change; false when there is no other.</summary>
    public bool MoveNext(in RowView rows)
    {
        for (; _next < rows.Count; _next++)
        {
            var place = plan.PlaceOf(rows.Stage[rows.Offset + _next]);
            if (place == StagePlan.None || (place == 0 && Place != StagePlan.None)) continue;
            var time = rows.TimeMs(_next);
            if (time > untilMs) break;
            // The row is looked at again by the next call, when the silence before it is told.
            if (FallsSilent(time)) return true;
            (_last, _lastAt) = (_next, time);
            if (place == StagePlan.Still || !Take(place, time)) continue;
            _next++;
            return true;
        }
        return FallsSilent(untilMs);
    }

    private bool FallsSilent(long timeMs)
    {
        if (plan.SilenceMs is not { } silence || !_bought || Place == plan.Defected || timeMs - _lastAt <= silence) return false;
        return Change(plan.Defected, StageStep.FellSilent, _lastAt + silence);
    }

    private bool Take(int place, long timeMs)
    {
        if (Place == StagePlan.None) return Change(place, StageStep.Began, timeMs);
        if (place == Place)
        {
            _heldAt = timeMs;
            return false;
        }
        if (place == plan.Defected) return Change(place, StageStep.Left, timeMs);
        if (Place == plan.Defected) return Change(place, StageStep.CameBack, timeMs);
        if (place > Place) return Change(place, StageStep.Advanced, timeMs);
        if (timeMs - _heldAt <= plan.SettleMs) return false;
        if (Place < plan.BoughtFrom) return Change(place, StageStep.FellBack, timeMs);
        Round++;
        return Change(place, StageStep.CameRound, timeMs);
    }

    private bool Change(int place, StageStep step, long timeMs)
    {
        (From, Place, Step, FromSinceMs, AtMs, Row) = (Place, place, step, AtMs, timeMs, _last);
        _heldAt = timeMs;
        _bought |= place >= plan.BoughtFrom && place != plan.Defected;
        return true;
    }
}
