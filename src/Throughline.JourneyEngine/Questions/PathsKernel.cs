namespace Throughline.JourneyEngine;

/// <summary>Walks a customer's rows once and counts neighbours.</summary>
internal unsafe struct PathsKernel : IKernel
{
    private readonly EventMatcher? _start, _end;
    private readonly long _gapMs;
    private readonly int _longest;
    private readonly bool _byStep, _collapse, _plain, _overTouchpoints;
    private readonly (int Step, int Source, int Target)? _probe;

    private int _visit;

    public readonly EdgeCounts Counts;

    /// <summary>Null when nobody wants them.</summary>
    public readonly PathCustomers? Customers;
    public readonly List<int> People = [];

    public PathsKernel(PathsQuestion question, EventMatcher? start, EventMatcher? end, int types, (int, int, int)? probe)
    {
        (_start, _end, _probe) = (start, end, probe);
        _gapMs = question.GapSeconds is { } gap and < long.MaxValue / 1000 ? gap * 1000 : long.MaxValue;
        _longest = question.LongestPath ?? int.MaxValue;
        (_byStep, _collapse, _overTouchpoints) = (question.ByStep, question.CollapseRepeats, question.OverTouchpoints);
        Counts = new EdgeCounts(types, _byStep);
        _plain = start is null && end is null && !_byStep && !_collapse && _longest == int.MaxValue && probe is null
            && Counts.Square is not null && !question.Customers && !_overTouchpoints;
        Customers = question.Customers ? new(types, _byStep ? question.LongestPath : 0) : null;
    }

    public readonly BlockKernel? ByBlock => _plain && _gapMs == long.MaxValue ? new TypePairs(Counts) : null;

    public void Visit(ref RowView rows)
    {
        _visit++;
        if (!_plain) Walk(rows);
        else CountNear(rows);
    }

    private readonly void CountNear(in RowView rows)
    {
        var source = rows.Type[rows.Offset + rows.From];
        var before = rows.TimeMs(rows.From);
        for (var i = rows.From + 1; i < rows.To; i++)
        {
            var target = rows.Type[rows.Offset + i];
            var time = rows.TimeMs(i);
            if (time - before <= _gapMs) Counts.Add(0, source, target);
            (source, before) = (target, time);
        }
    }

    /// <summary>The general walk, path by path.</summary>
    private readonly void Walk(in RowView rows)
    {
        for (var first = rows.From; first < rows.To;)
        {
            var next = first + 1;
            while (next < rows.To && rows.TimeMs(next) - rows.TimeMs(next - 1) <= _gapMs) next++;
            CountPath(rows, first, next);
            first = next;
        }
    }

    private readonly void CountPath(in RowView rows, int first, int next)
    {
        if (_start is not null) while (first < next && !_start.Fits(rows, first)) first++;
        if (_end is not null)
        {
            var end = first;
            while (end < next && !_end.Fits(rows, end)) end++;
            if (end == next) return;
            next = end + 1;
        }
        var codes = _overTouchpoints ? rows.Touchpoint : rows.Type;
        while (_overTouchpoints && first < next && codes[rows.Offset + first] == 0) first++;
        if (first >= next) return;
        var step = 1;
        var source = codes[rows.Offset + first];
        Customers?.Add(_byStep ? step : 0, source, PathCustomers.Here, _visit);
        for (var i = first + 1; i < next && step < _longest; i++)
        {
            var target = codes[rows.Offset + i];
            if ((_collapse && target == source) || (_overTouchpoints && target == 0)) continue;
            Count(_byStep ? step : 0, source, target, rows.Customer);
            source = target;
            step++;
            Customers?.Add(_byStep ? step : 0, source, PathCustomers.Here, _visit);
        }
    }

    private readonly void Count(int step, int source, int target, int customer)
    {
        Counts.Add(step, source, target);
        Customers?.Add(step, source, target, _visit);
        if (_probe == (step, source, target)) PeopleList.AddOnce(People, customer);
    }
}
