using System.Numerics;

namespace Throughline.JourneyEngine;

/// <summary>A retention question compiled for a store.</summary>
internal sealed class RetentionPlan(StoreNames names, RetentionQuestion question, (int Cohort, int? K)? probe)
{
    public PeriodGrid Grid { get; } = PeriodGrid.Over(question.Scope, question.Interval, question.Zone);
    public EventMatcher Start { get; } = new(names, question.Start);
    public EventMatcher Return { get; } = new(names, question.Return);
    public bool SameEvent { get; } = question.Start.Equals(question.Return);
    public int Periods => question.Periods;
    public bool FirstTime => question.Cohorts == CohortMode.FirstTime;
    public bool OnOrAfter => question.Returns == ReturnMode.OnOrAfter;
    public (int Cohort, int? K)? Probe => probe;
    public int Words => (Grid.Count + 63) / 64;
}

/// <summary>Per customer one bit a period for starts and for returns; cohorts are then shifts and counts of bits.</summary>
internal struct RetentionKernel : IKernel
{
    private readonly RetentionPlan _plan;
    private readonly PeriodGrid _grid;
    private readonly ulong[] _starts, _returns;
    private readonly ReturnCounts? _anyEvent;

    public readonly int[] Sizes, Cells;
    public readonly List<int> People = [];

    public RetentionKernel(RetentionPlan plan)
    {
        (_plan, _grid) = (plan, plan.Grid);
        (_starts, _returns) = (new ulong[plan.Words + 1], new ulong[plan.Words + 1]);
        (Sizes, Cells) = (new int[_grid.Count], new int[_grid.Count * plan.Periods]);
        if (ReturnCounts.CanCount(plan)) _anyEvent = new ReturnCounts(plan, Sizes, Cells);
    }

    public readonly BlockKernel? ByBlock => _anyEvent;

    /// <summary>Adds what was counted by blocks. Once, after the last customer.</summary>
    public readonly void Settle() => _anyEvent?.Settle();

    public void Visit(ref RowView rows)
    {
        Array.Clear(_starts);
        if (!FindStarts(rows)) return;
        if (_plan.SameEvent && !_plan.FirstTime) _starts.CopyTo(_returns, 0);
        else
        {
            Array.Clear(_returns);
            Mark(rows, _plan.Return, _returns);
        }
        if (_plan.OnOrAfter) FillDown();
        for (var w = 0; w < _plan.Words; w++)
            for (var rest = _starts[w]; rest != 0; rest &= rest - 1) Count((w * 64) + BitOperations.TrailingZeroCount(rest), rows.Customer);
    }

    private readonly bool FindStarts(in RowView rows)
    {
        if (!_plan.FirstTime) return Mark(rows, _plan.Start, _starts);
        for (var i = 0; i < rows.To; i++)
        {
            if (!_plan.Start.Fits(rows, i)) continue;
            if (i < rows.From) return false;
            Set(_starts, _grid.IndexOf(rows.TimeMs(i)));
            return true;
        }
        return false;
    }

    private readonly bool Mark(in RowView rows, EventMatcher matcher, ulong[] bits)
    {
        var any = false;
        long end = long.MinValue;
        for (var i = rows.From; i < rows.To; i++)
        {
            if (!matcher.Fits(rows, i)) continue;
            var time = rows.TimeMs(i);
            if (time < end) continue;
            var period = _grid.IndexOf(time);
            end = _grid.Starts[period + 1];
            Set(bits, period);
            any = true;
        }
        return any;
    }

    /// <summary>Active in a period or later: every period up to the last active one.</summary>
    private readonly void FillDown()
    {
        var later = false;
        for (var w = _plan.Words - 1; w >= 0; w--)
        {
            if (later) _returns[w] = ulong.MaxValue;
            else if (_returns[w] != 0)
            {
                _returns[w] = ulong.MaxValue >> BitOperations.LeadingZeroCount(_returns[w]);
                later = true;
            }
        }
    }

    private readonly void Count(int cohort, int customer)
    {
        Sizes[cohort]++;
        if (_plan.Probe is { } probe && probe.Cohort == cohort && (probe.K is not { } k || IsSet(_returns, cohort + k))) People.Add(customer);
        var cells = Cells.AsSpan(cohort * _plan.Periods, _plan.Periods);
        if (_plan.Words == 1)
        {
            var active = _returns[0] >> cohort;
            if (_plan.Periods < 64) active &= (1UL << _plan.Periods) - 1;
            for (; active != 0; active &= active - 1) cells[BitOperations.TrailingZeroCount(active)]++;
            return;
        }
        for (var n = 0; n < cells.Length && cohort + n < _grid.Count; n++) if (IsSet(_returns, cohort + n)) cells[n]++;
    }

    private static void Set(ulong[] bits, int i) => bits[i >> 6] |= 1UL << i;

    private static bool IsSet(ulong[] bits, int i) => (bits[i >> 6] >> i & 1) != 0;
}
