namespace Throughline.JourneyEngine;

/// <summary>One pass over a customer's rows; the period only moves forward because rows are in order of time.</summary>
internal unsafe struct TrendKernel : IKernel
{
    private readonly TrendPlan _plan;
    private readonly PeriodGrid _grid;
    private readonly uint[] _seen;
    private readonly int _keys;
    private uint _stamp;

    /// <summary>Rows, or distinct customers, by cell (period times keys plus key).</summary>
    public readonly int[] Counts;
    public readonly Int128[] Sums;
    public readonly ValueLists Values = new();
    public readonly List<int> People = [];

    public TrendKernel(TrendPlan plan)
    {
        (_plan, _grid, _keys) = (plan, plan.Grid, plan.Keys);
        _seen = new uint[_keys];
        Counts = new int[_grid.Count * _keys];
        Sums = plan.HasNumber ? new Int128[Counts.Length] : [];
        if (DistinctPairs.CanCount(plan)) ByBlock = new DistinctPairs(plan, Counts);
    }

    public readonly BlockKernel? ByBlock { get; }

    public void Visit(ref RowView rows) => Walk(rows);

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
