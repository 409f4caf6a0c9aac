using System.Numerics;

namespace Throughline.JourneyEngine;

/// <summary>Runs a funnel over each customer and counts, by step and by breakdown value.</summary>
internal struct FunnelKernel : IKernel
{
    private readonly FunnelPlan _plan;
    private readonly FunnelCell? _probe;
    private readonly Func<int, bool>? _probeKey;
    private readonly QuickFunnel _quick;
    private readonly FunnelEvents _events, _ofKey;
    private readonly FunnelOutcome _outcome = new();
    private readonly OrderedFunnel _ordered, _orderedOfKey;
    private readonly StrictFunnel _strict, _strictOfKey;
    private readonly UnorderedFunnel _unordered, _unorderedOfKey;
    private readonly HashSet<int> _keys = [];
    private readonly int _k;

    public readonly FunnelTally All, ByKey;
    public readonly List<int> People = [];

    public FunnelKernel(FunnelPlan plan, FunnelCell? probe, Func<int, bool>? probeKey)
    {
        (_plan, _k, _probe, _probeKey, _quick) = (plan, plan.K, probe, probeKey, new QuickFunnel(plan));
        (_events, _ofKey) = (new FunnelEvents(plan), new FunnelEvents(plan));
        (_ordered, _strict, _unordered) = (new OrderedFunnel(plan, _events), new StrictFunnel(plan, _events), new UnorderedFunnel(plan, _events));
        (_orderedOfKey, _strictOfKey, _unorderedOfKey) = (new OrderedFunnel(plan, _ofKey), new StrictFunnel(plan, _ofKey), new UnorderedFunnel(plan, _ofKey));
        (All, ByKey) = (new FunnelTally(plan), new FunnelTally(plan));
    }

    public readonly BlockKernel? ByBlock => _probe is null && FunnelBlocks.CanCount(_plan) ? new FunnelBlocks(_plan, All, ByKey) : null;

    public void Visit(ref RowView rows)
    {
        var isQuick = _plan.IsQuick && _quick.TryRun(rows, _outcome);
        if (!isQuick)
        {
            _events.Collect(rows);
            if (_events.Count == 0) return;
            Run(_ordered, _strict, _unordered);
        }
        if (_outcome.Done != 0) Count(All, 0, rows.Customer, _probeKey is null);
        if (_plan.Breakdown is null) return;
        if (_plan.Column is null) CountSegments(rows.Customer);
        else if (_plan.Breakdown.Attribution == Attribution.AllEvents) CountEachValue(rows.Customer);
        else if (_outcome.Done != 0 && (isQuick ? TouchOf(rows) : KeyOfCustomer()) is >= 0 and var key)
            Count(ByKey, key, rows.Customer, _probeKey is not null);
    }

    private readonly void Run(OrderedFunnel ordered, StrictFunnel strict, UnorderedFunnel unordered)
    {
        switch (_plan.Mode)
        {
            case FunnelMode.Ordered: ordered.Run(_outcome); break;
            case FunnelMode.Strict: strict.Run(_outcome); break;
            case FunnelMode.Unordered: unordered.Run(_outcome); break;
        }
    }

    private readonly void CountSegments(int customer)
    {
        if (_outcome.Done == 0) return;
        for (var s = 0; s < _plan.Breakdown!.Segments.Count; s++)
            if (_plan.Breakdown.Segments[s].Customers.Contains(customer)) Count(ByKey, s, customer, _probeKey is not null);
    }

    private readonly void CountEachValue(int customer)
    {
        _keys.Clear();
        for (var i = 0; i < _events.Count; i++)
        {
            if (_events.Steps[i] == 0 || !_keys.Add(_events.Key[i])) continue;
            _ofKey.Collect(_events, _events.Key[i]);
            Run(_orderedOfKey, _strictOfKey, _unorderedOfKey);
            if (_outcome.Done != 0) Count(ByKey, _events.Key[i], customer, _probeKey is not null);
        }
    }

    /// <summary>The first or last touch straight from the rows, where a quick funnel left no list of events.</summary>
    private readonly int TouchOf(in RowView rows)
    {
        var keys = _plan.Column!.Of(rows);
        var last = _plan.Breakdown!.Attribution == Attribution.LastTouch;
        for (var n = 0; n < rows.To - rows.From; n++)
        {
            var i = last ? rows.To - 1 - n : rows.From + n;
            if (keys[rows.Offset + i] != 0 && _plan.StepsOf(rows, i) != 0) return keys[rows.Offset + i];
        }
        return 0;
    }

    /// <summary>The one value of a customer by first touch, last touch, or step; -1 for who never reached that step, and so is in no part.</summary>
    private readonly int KeyOfCustomer()
    {
        if (_plan.Breakdown!.Attribution == Attribution.Step)
        {
            var step = _plan.Breakdown.Step;
            return (_outcome.Done >> step & 1) != 0 ? _events.Key[_outcome.Event[step]] : -1;
        }
        var last = _plan.Breakdown.Attribution == Attribution.LastTouch;
        for (var n = 0; n < _events.Count; n++)
        {
            var i = last ? _events.Count - 1 - n : n;
            if (_events.Steps[i] != 0 && _events.Key[i] != 0) return _events.Key[i];
        }
        return 0;
    }

    private readonly void Count(FunnelTally tally, int key, int customer, bool isProbed)
    {
        tally.Add(key, _outcome);
        if (_probe is null || !isProbed || (_probeKey is not null && !_probeKey(key))) return;
        var step = _probe.Step;
        var reached = (_outcome.Done >> step & 1) != 0;
        var before = step > 0 && BitOperations.Log2(_outcome.Done) < step && (_outcome.Done >> (step - 1) & 1) != 0;
        if (_probe.Dropped ? before : reached) PeopleList.AddOnce(People, customer);
    }
}

/// <summary>Counts and times by breakdown value and step.</summary>
internal sealed class FunnelTally(FunnelPlan plan)
{
    /// <summary>By key: how many did each step; then, for those who did all steps up to one and none after, how many came so far.</summary>
    private readonly Dictionary<int, int[]> _counts = [];
    private readonly ValueLists _times = new();
    private readonly int[]?[] _ofSmallKey = new int[256][];
    private readonly int _k = plan.K;
    private readonly bool _stepTimes = plan.StepTimes;

    /// <summary>How many did each step, by key.</summary>
    public IEnumerable<KeyValuePair<int, int[]>> Counts => _counts.Select(c => KeyValuePair.Create(c.Key, Total(c.Value)));

    public ValueLists Times => _times;

    /// <summary>The cell of the time from the step before to a step, or at step 0 the total time.</summary>
    public int Cell(int key, int step) => (key * _k) + step;

    public void Add(int key, FunnelOutcome outcome)
    {
        var counts = CountsOf(key);
        var furthest = BitOperations.Log2(outcome.Done);
        if (!_stepTimes && (outcome.Done & (outcome.Done + 1)) == 0) counts[_k + furthest]++;
        else CountSteps(key, outcome, counts);
        if (furthest == _k - 1) _times.Add(Cell(key, 0), outcome.Time[furthest] - outcome.Time[0]);
    }

    private void CountSteps(int key, FunnelOutcome outcome, int[] counts)
    {
        var before = 0;
        for (var rest = outcome.Done; rest != 0; rest &= rest - 1)
        {
            var step = BitOperations.TrailingZeroCount(rest);
            counts[step]++;
            if (step > 0 && _stepTimes) _times.Add(Cell(key, step), outcome.Time[step] - outcome.Time[before]);
            before = step;
        }
    }

    private int[] Total(int[] counts)
    {
        var total = counts[.._k];
        for (int step = _k - 1, further = 0; step >= 0; step--) total[step] += further += counts[_k + step];
        return total;
    }

    private int[] CountsOf(int key)
    {
        if ((uint)key < (uint)_ofSmallKey.Length && _ofSmallKey[key] is { } known) return known;
        if (!_counts.TryGetValue(key, out var counts)) _counts[key] = counts = new int[2 * _k];
        if ((uint)key < (uint)_ofSmallKey.Length) _ofSmallKey[key] = counts;
        return counts;
    }
}
