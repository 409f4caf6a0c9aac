namespace Throughline.JourneyEngine;

/// <summary>
/// One pass over a customer's rows. "Seen" tables hold the number of the visit or of the part in which a code was last
/// seen, so that nothing has to be cleared between customers.
/// </summary>
internal struct TouchpointsKernel : IKernel
{
    private readonly TouchpointsPlan _plan;
    private readonly TouchpointGoals _goals;
    private readonly uint[] _seen, _seenInPart, _stageSeen;
    private readonly bool _hasGoals;
    private readonly int _probeTouchpoint = -1, _probeStage = -1;
    private readonly GoalState? _probeGoal;
    private uint _visit, _partVisit;

    public readonly TouchpointCounts Counts;
    public readonly List<int> People = [];

    public TouchpointsKernel(TouchpointsPlan plan, StoreNames names, TouchpointCell? probe)
    {
        (_plan, Counts, _hasGoals) = (plan, new TouchpointCounts(plan), plan.Events.Length > 0);
        _goals = new TouchpointGoals(plan, Counts);
        (_seen, _seenInPart, _stageSeen) = (new uint[plan.Touchpoints], new uint[plan.Touchpoints], new uint[plan.Stages]);
        if (probe?.Touchpoint is { } touchpoint) _probeTouchpoint = names.Touchpoints.Find(touchpoint);
        if (probe?.Stage is { } stage) _probeStage = names.Stages.Find(stage);
        _probeGoal = probe?.Goal;
    }

    public void Visit(ref RowView rows)
    {
        _visit++;
        if (_hasGoals) _goals.Begin(_visit);
        long partEnds = long.MinValue;
        var part = -1;
        for (var i = rows.From; i < rows.To; i++)
        {
            var time = rows.TimeMs(i);
            if (time >= partEnds)
            {
                do partEnds = _plan.Starts[++part + 1]; while (time >= partEnds);
                _partVisit++;
            }
            var touchpoint = rows.Touchpoint[rows.Offset + i];
            Count(touchpoint, rows.Stage[rows.Offset + i], part);
            if (!_hasGoals) continue;
            if (_plan.GoalOf[touchpoint] is >= 0 and var goal) _goals.Touch(goal, part, time);
            _goals.Take(rows, i, part, time);
        }
        if (_hasGoals) FinishGoals(rows, part);
        if ((_probeTouchpoint >= 0 || _probeStage >= 0) && IsWanted()) People.Add(rows.Customer);
    }

    private readonly void Count(int touchpoint, int stage, int part)
    {
        var cell = (touchpoint * _plan.Parts) + part;
        Counts.PartRows[cell]++;
        if (_seenInPart[touchpoint] != _partVisit)
        {
            _seenInPart[touchpoint] = _partVisit;
            Counts.PartCustomers[cell]++;
            if (_seen[touchpoint] != _visit) (_seen[touchpoint], Counts.Customers[touchpoint]) = (_visit, Counts.Customers[touchpoint] + 1);
        }
        if (stage == 0) return;
        Counts.StageRows[stage]++;
        if (_stageSeen[stage] != _visit) (_stageSeen[stage], Counts.StageCustomers[stage]) = (_visit, Counts.StageCustomers[stage] + 1);
    }

    /// <summary>Goals may come after the period's end.</summary>
    private readonly void FinishGoals(in RowView rows, int part)
    {
        for (var i = rows.To; i < rows.Count && rows.TimeMs(i) is var time && time <= _goals.LastChanceMs; i++) _goals.Take(rows, i, part, time);
        _goals.End();
    }

    private readonly bool IsWanted()
    {
        if (_probeStage >= 0) return _stageSeen[_probeStage] == _visit;
        if (_seen[_probeTouchpoint] != _visit) return false;
        return _probeGoal is null || (_plan.GoalOf[_probeTouchpoint] is >= 0 and var goal && _goals.StateOf(goal) == _probeGoal);
    }
}
