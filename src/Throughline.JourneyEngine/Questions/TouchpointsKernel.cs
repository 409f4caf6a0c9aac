using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// Counts a customer's rows by touchpoint, stage and part, and then looks at the goals. "Seen" tables hold the number of
/// the visit or of the part in which a code was last seen, so that nothing has to be cleared between customers.
/// </summary>
internal unsafe struct TouchpointsKernel : IKernel
{
    private readonly TouchpointsPlan _plan;
    private readonly WholeGoals? _wholeGoals;
    private readonly PartGoals? _partGoals;
    private readonly uint[] _seen, _seenInPart, _stageSeen;
    private readonly int _probeTouchpoint = -1, _probeStage = -1;
    private readonly GoalState? _probeGoal;
    private uint _visit, _partVisit;

    public readonly TouchpointCounts Counts;
    public readonly List<int> People = [];

    public TouchpointsKernel(TouchpointsPlan plan, StoreNames names, TouchpointCell? probe)
    {
        (_plan, Counts) = (plan, new TouchpointCounts(plan));
        if (plan.Events.Length > 0 && plan.Parts == 1) _wholeGoals = new WholeGoals(plan, Counts);
        else if (plan.Events.Length > 0) _partGoals = new PartGoals(plan, Counts);
        (_seen, _seenInPart, _stageSeen) = (new uint[plan.Touchpoints], new uint[plan.Touchpoints], new uint[plan.Stages]);
        if (probe?.Touchpoint is { } touchpoint) _probeTouchpoint = names.Touchpoints.Find(touchpoint);
        if (probe?.Stage is { } stage) _probeStage = names.Stages.Find(stage);
        _probeGoal = probe?.Goal;
    }

    public void Visit(ref RowView rows)
    {
        _visit++;
        CountCodes(rows.Stage, rows.Offset, rows.From, rows.To, Counts.StageRows, Counts.StageCustomers, _stageSeen, _visit);
        CountCodes(rows.Touchpoint, rows.Offset, rows.From, rows.To, Counts.Rows, Counts.Customers, _seen, _visit);
        if (_plan.Parts > 1) CountParts(rows);
        _wholeGoals?.Visit(rows, _visit);
        _partGoals?.Visit(rows, _visit);
        if ((_probeTouchpoint >= 0 || _probeStage >= 0) && IsWanted()) People.Add(rows.Customer);
    }

    private void CountParts(in RowView rows)
    {
        for (int from = rows.From, to, part = 0; from < rows.To; from = to, part++)
        {
            part = _plan.PartOf(rows.TimeMs(from), part);
            for (to = from + 1; to < rows.To && rows.TimeMs(to) < _plan.Starts[part + 1];) to++;
            var cells = part * _plan.Touchpoints;
            CountCodes(rows.Touchpoint, rows.Offset, from, to, Counts.PartRows.AsSpan(cells), Counts.PartCustomers.AsSpan(cells), _seenInPart, ++_partVisit);
        }
    }

    /// <summary>Rows by code, and codes not seen since the stamp changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountCodes(Codes codes, long offset, int from, int to, Span<long> rowsOf, Span<int> customersOf, Span<uint> seenAt, uint stamp)
    {
        fixed (long* rows = rowsOf)
        fixed (int* customers = customersOf)
        fixed (uint* seen = seenAt)
            for (var i = offset + from; i < offset + to; i++)
            {
                var code = codes[i];
                rows[code]++;
                customers[code] += seen[code] != stamp ? 1 : 0;
                seen[code] = stamp;
            }
    }

    private readonly bool IsWanted()
    {
        if (_probeStage >= 0) return _stageSeen[_probeStage] == _visit;
        if (_seen[_probeTouchpoint] != _visit) return false;
        if (_probeGoal is null) return true;
        return _plan.GoalOf[_probeTouchpoint] is >= 0 and var goal && (_wholeGoals?.StateOf(goal) ?? _partGoals!.StateOf(goal)) == _probeGoal;
    }
}
