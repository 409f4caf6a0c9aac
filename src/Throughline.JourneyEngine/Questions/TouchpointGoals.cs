namespace Throughline.JourneyEngine;

/// <summary>
/// Which goals one customer reaches. A goal's event reaches every part whose last touch lies within the goal's time
/// before it; a part whose last touch is older than that is past hope unless it is touched again. Either way a part
/// is settled at the first event after its touch. One a thread.
/// </summary>
internal sealed class TouchpointGoals(TouchpointsPlan plan, TouchpointCounts counts)
{
    private readonly uint[] _touched = new uint[plan.Events.Length * plan.Parts], _reachedPart = new uint[plan.Events.Length * plan.Parts], _reached = new uint[plan.Events.Length];
    private readonly long[] _touchedAt = new long[plan.Events.Length * plan.Parts], _eventAt = new long[plan.Events.Length];
    private readonly int[] _firstPending = new int[plan.Events.Length], _lastPart = new int[plan.Events.Length];
    private readonly int[] _cells = new int[plan.Events.Length * plan.Parts];
    private int _cellCount;
    private uint _visit;

    /// <summary>After this time nothing can be reached any more.</summary>
    public long LastChanceMs { get; private set; }

    public void Begin(uint visit)
    {
        (_visit, _cellCount, LastChanceMs) = (visit, 0, -1);
        Array.Fill(_eventAt, -1);
        Array.Fill(_firstPending, -1);
    }

    /// <summary>The customer is at the goal's touchpoint.</summary>
    public void Touch(int goal, int part, long timeMs)
    {
        var cell = (goal * plan.Parts) + part;
        if (_touched[cell] != _visit) (_touched[cell], _cells[_cellCount++], _lastPart[goal]) = (_visit, cell, part);
        _touchedAt[cell] = timeMs;
        LastChanceMs = Math.Max(LastChanceMs, Math.Min(plan.NowMs, timeMs + plan.WithinMs[goal]));
        // An event at this very moment came earlier in the journal.
        if (_eventAt[goal] == timeMs) Reach(goal, cell);
        else if (_firstPending[goal] < 0 && _reachedPart[cell] != _visit) _firstPending[goal] = part;
    }

    /// <summary>A row that may be the event of goals.</summary>
    public void Take(in RowView rows, int i, int part, long timeMs)
    {
        var goals = plan.GoalsOfType[rows.Type[rows.Offset + i]];
        if (goals.Length == 0 || timeMs > plan.NowMs) return;
        foreach (var goal in goals)
        {
            if (plan.Events[goal].Where is { } where && !where.Passes(rows, i)) continue;
            _eventAt[goal] = timeMs;
            if (_firstPending[goal] < 0) continue;
            for (var p = _firstPending[goal]; p <= part; p++)
            {
                var cell = (goal * plan.Parts) + p;
                if (_touched[cell] == _visit && timeMs - _touchedAt[cell] <= plan.WithinMs[goal]) Reach(goal, cell);
            }
            _firstPending[goal] = -1;
        }
    }

    /// <summary>All rows are seen: what is not reached is open or missed.</summary>
    public void End()
    {
        for (var n = 0; n < _cellCount; n++)
        {
            var (cell, goal) = (_cells[n], _cells[n] / plan.Parts);
            if (_reachedPart[cell] != _visit && HasTimeLeft(goal, cell)) counts.PartOpen[cell]++;
            if (cell == (goal * plan.Parts) + _lastPart[goal] && StateOf(goal) == GoalState.Open) counts.Open[goal]++;
        }
    }

    /// <summary>How the customer, who was at the touchpoint, stands with its goal.</summary>
    public GoalState StateOf(int goal)
        => _reached[goal] == _visit ? GoalState.Reached : HasTimeLeft(goal, (goal * plan.Parts) + _lastPart[goal]) ? GoalState.Open : GoalState.Missed;

    private bool HasTimeLeft(int goal, int cell) => _touchedAt[cell] + plan.WithinMs[goal] > plan.NowMs;

    private void Reach(int goal, int cell)
    {
        if (_reachedPart[cell] == _visit) return;
        _reachedPart[cell] = _visit;
        counts.PartReached[cell]++;
        if (_reached[goal] != _visit) (_reached[goal], counts.Reached[goal]) = (_visit, counts.Reached[goal] + 1);
    }
}
