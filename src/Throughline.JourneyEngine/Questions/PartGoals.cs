namespace Throughline.JourneyEngine;

/// <summary>
/// Which goals one customer reaches, part by part. A goal's event reaches every part whose last touch lies within the
/// goal's time before it; a part whose last touch is older than that is past hope unless it is touched again. Either
/// way a part is settled at the first event after its touch. One a thread.
/// </summary>
internal sealed class PartGoals(TouchpointsPlan plan, TouchpointCounts counts)
{
    private readonly uint[] _touched = new uint[plan.Events.Length * plan.Parts], _seen = new uint[plan.Events.Length * plan.Parts],
        _reachedPart = new uint[plan.Events.Length * plan.Parts];
    private readonly uint[] _reached = new uint[plan.Events.Length], _judged = new uint[plan.Events.Length];
    private readonly long[] _touchedAt = new long[plan.Events.Length * plan.Parts], _eventAt = new long[plan.Events.Length];
    private readonly int[] _firstPending = new int[plan.Events.Length], _lastPart = new int[plan.Events.Length];
    private readonly int[] _cells = new int[plan.Events.Length * plan.Parts];
    private int _cellCount;
    private long _lastChance;
    private uint _visit;

    public void Visit(in RowView rows, uint visit)
    {
        (_visit, _cellCount, _lastChance) = (visit, 0, -1);
        Array.Fill(_eventAt, -1);
        Array.Fill(_firstPending, -1);
        var part = 0;
        for (var i = rows.From; i < rows.To; i++)
        {
            var time = rows.TimeMs(i);
            part = plan.PartOf(time, part);
            if (plan.GoalOf[rows.Touchpoint[rows.Offset + i]] is >= 0 and var goal) Touch(goal, part, time);
            Take(rows, i, part, time);
        }
        for (var i = rows.To; i < rows.Count && rows.TimeMs(i) is var time && time <= _lastChance; i++) Take(rows, i, part, time);
        End();
    }

    /// <summary>How the customer, who was at the touchpoint, stands with its goal.</summary>
    public GoalState StateOf(int goal)
        => _reached[goal] == _visit ? GoalState.Reached : _judged[goal] == _visit ? GoalState.Missed : GoalState.Open;

    /// <summary>The customer is at the goal's touchpoint.</summary>
    private void Touch(int goal, int part, long timeMs)
    {
        var cell = (goal * plan.Parts) + part;
        if (_seen[cell] != _visit) (_seen[cell], _cells[_cellCount++], _lastPart[goal]) = (_visit, cell, part);
        if (plan.HasTimeLeft(goal, timeMs)) return;
        (_touched[cell], _touchedAt[cell], _judged[goal]) = (_visit, timeMs, _visit);
        _lastChance = Math.Max(_lastChance, Math.Min(plan.NowMs, timeMs + plan.WithinMs[goal]));
        // An event at this very moment came earlier in the journal.
        if (_eventAt[goal] == timeMs) Reach(goal, cell);
        else if (_firstPending[goal] < 0 && _reachedPart[cell] != _visit) _firstPending[goal] = part;
    }

    /// <summary>A row that may be the event of goals.</summary>
    private void Take(in RowView rows, int i, int part, long timeMs)
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
    private void End()
    {
        for (var n = 0; n < _cellCount; n++)
        {
            var (cell, goal) = (_cells[n], _cells[n] / plan.Parts);
            if (_touched[cell] != _visit) counts.PartOpen[cell]++;
            if (cell == (goal * plan.Parts) + _lastPart[goal] && StateOf(goal) == GoalState.Open) counts.Open[goal]++;
        }
    }

    private void Reach(int goal, int cell)
    {
        if (_reachedPart[cell] == _visit) return;
        _reachedPart[cell] = _visit;
        counts.PartReached[cell]++;
        if (_reached[goal] != _visit) (_reached[goal], counts.Reached[goal]) = (_visit, counts.Reached[goal] + 1);
    }
}
