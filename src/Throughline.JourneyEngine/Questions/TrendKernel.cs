using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>One pass over a customer's rows; the period only moves forward because rows are in order of time.</summary>
internal unsafe struct TrendKernel : IKernel
{
    private readonly TrendPlan _plan;
    private readonly PeriodGrid _grid;
    private readonly uint[] _seen;
    private readonly int _keys;
    private readonly bool _quick;
    private uint _stamp;

    /// <summary>Rows, or distinct customers, by cell (period times keys plus key).</summary>
    public readonly int[] Counts;
    public readonly long[] Sums;
    public readonly ValueLists Values = new();
    public readonly List<int> People = [];

    public TrendKernel(TrendPlan plan)
    {
        (_plan, _grid, _keys) = (plan, plan.Grid, plan.Keys);
        _seen = new uint[_keys];
        Counts = new int[_grid.Count * _keys];
        Sums = plan.HasNumber ? new long[Counts.Length] : [];
        _quick = plan.Event.IsAny && plan.Distinct && plan.IsRaw && plan.Second is not null && plan.Probe < 0;
    }

    public void Visit(ref RowView rows)
    {
        if (_quick && _plan.First!.Of(rows).Width == 1 && _plan.Second!.Of(rows).Width == 1) CountDistinctPairs(rows);
        else Walk(rows);
    }

    private void CountDistinctPairs(in RowView rows)
    {
        fixed (uint* seen = _seen)
        fixed (int* counts = Counts)
        {
            var (from, count) = (rows.Offset + rows.From, rows.To - rows.From);
            _stamp = CountDistinctPairs(_plan.First!.Of(rows).At + from, _plan.Second!.Of(rows).At + from, rows.Seconds + from, count, _plan.Second.Codes, _grid, _keys, seen, counts, _stamp);
        }
    }

    /// <summary>Distinct customers by two one-byte columns. A stamp stands for one customer in one period.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint CountDistinctPairs(byte* first, byte* second, uint* time, int count, int secondCodes, PeriodGrid grid, int keys, uint* seen, int* counts, uint stamp)
    {
        long end = 0;
        var cells = counts;
        for (var i = 0; i < count; i++)
        {
            if (time[i] >= end)
            {
                var period = grid.IsEven ? grid.IndexOfSecond(time[i]) : grid.IndexOf(time[i] * 1000L);
                cells = counts + ((long)period * keys);
                end = grid.Starts[period + 1] / 1000;
                stamp++;
            }
            var key = (first[i] * secondCodes) + second[i];
            cells[key] += seen[key] != stamp ? 1 : 0;
            seen[key] = stamp;
        }
        return stamp;
    }

    private readonly int MoveTo(long timeMs, out long endMs)
    {
        var period = _grid.IsEven ? _grid.IndexOfSecond((uint)(timeMs / 1000)) : _grid.IndexOf(timeMs);
        endMs = _grid.Starts[period + 1];
        return period;
    }

    private void Walk(in RowView rows)
    {
        var first = _plan.First?.Of(rows) ?? default;
        var second = _plan.Second?.Of(rows) ?? default;
        var cells = 0;
        long end = long.MinValue;
        for (var i = rows.From; i < rows.To; i++)
        {
            if (!_plan.Event.Fits(rows, i)) continue;
            var number = _plan.HasNumber ? NumberOf(rows, i) : 0;
            if (number == JourneyRow.NoValue) continue;
            var time = rows.TimeMs(i);
            if (time >= end)
            {
                cells = MoveTo(time, out end) * _keys;
                _stamp++;
            }
            Count(cells, _plan.KeyOf(first[rows.Offset + i], second[rows.Offset + i]), number, rows.Customer);
        }
    }

    private readonly long NumberOf(in RowView rows, int i)
        => _plan.Numbers is null ? rows.Value[rows.Offset + i] : _plan.Numbers[rows.Properties[_plan.NumberColumn][rows.Offset + i]];

    private readonly void Count(int cells, int key, long number, int customer)
    {
        var cell = cells + key;
        if (cell == _plan.Probe) PeopleList.AddOnce(People, customer);
        if (_plan.Distinct)
        {
            if (_seen[key] == _stamp) return;
            _seen[key] = _stamp;
        }
        Counts[cell]++;
        if (!_plan.HasNumber) return;
        Sums[cell] += number;
        if (_plan.Median) Values.Add(cell, number);
    }
}
