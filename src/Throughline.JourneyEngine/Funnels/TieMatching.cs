using System.Numerics;

namespace Throughline.JourneyEngine;

/// <summary>
/// Gives the events of one moment to steps, each event to one step at most. Equal times have no order, so this is a
/// bipartite matching; it is grown step by step along augmenting paths (Kuhn 1955), which never takes a step away again.
/// </summary>
internal sealed class TieMatching(FunnelEvents events)
{
    private readonly int[] _eventOf = new int[FunnelChecks.MostSteps];
    private int[] _stepOf = new int[16];
    private bool[] _visited = new bool[16];
    private int[] _events = new int[16];
    private int _count;

    /// <summary>Steps that have an event, as bits.</summary>
    public uint Matched { get; private set; }

    /// <summary>The event a matched step was given.</summary>
    public int EventOf(int step) => _eventOf[step];

    /// <summary>Begins anew with no events.</summary>
    public void Begin() => (_count, Matched) = (0, 0);

    /// <summary>Adds events [first, end), given to no step yet.</summary>
    public void AddEvents(int first, int end)
    {
        for (var at = first; at < end; at++)
        {
            if (_count == _stepOf.Length)
            {
                Array.Resize(ref _stepOf, _count * 2);
                Array.Resize(ref _visited, _count * 2);
                Array.Resize(ref _events, _count * 2);
            }
            (_events[_count], _stepOf[_count++]) = (at, -1);
        }
    }

    /// <summary>
    /// Adds one event if it lets one more step be done. One that does not now never will, whatever comes later (the
    /// events of a matching form a matroid), so it is left out.
    /// </summary>
    public bool TryAddEvent(int at, int steps)
    {
        AddEvents(at, at + 1);
        for (var k = 0; k < steps; k++)
            if ((Matched >> k & 1) == 0 && TryAdd(k)) return true;
        _count--;
        return false;
    }

    /// <summary>Finds an event for one more step, moving others to different events if need be.</summary>
    public bool TryAdd(int step)
    {
        _visited.AsSpan(0, _count).Clear();
        if (!Augment(step)) return false;
        Matched |= 1u << step;
        return true;
    }

    /// <summary>
    /// The furthest step that a try at <paramref name="state"/> (-1: not begun) comes to with the events [first, end);
    /// the steps it does on the way are in <see cref="Matched"/>.
    /// </summary>
    public int Extend(int state, int first, int end, FunnelPlan plan)
    {
        Begin();
        if (end - first == 1) return ExtendByOne(state, first, plan);
        AddEvents(first, end);
        var stop = state + 1;
        for (; stop < plan.K; stop++)
            if ((plan.Optional >> stop & 1) == 0 && !TryAdd(stop)) break;
        if (stop == 0) return -1;
        // Of the optional steps behind the last required one the furthest comes first, then all in order.
        for (var k = stop - 1; k > state && (plan.Optional >> k & 1) != 0; k--) if (TryAdd(k)) break;
        for (var k = state + 1; k < stop; k++) if ((plan.Optional & ~Matched) >> k << 31 != 0) TryAdd(k);
        return Matched == 0 ? state : BitOperations.Log2(Matched);
    }

    private int ExtendByOne(int state, int at, FunnelPlan plan)
    {
        var steps = events.Steps[at];
        var furthest = state;
        for (var k = state + 1; k < plan.K; k++)
        {
            if ((steps >> k & 1) != 0) furthest = k;
            if ((plan.Optional >> k & 1) == 0) break;
        }
        if (furthest == state) return state;
        (Matched, _eventOf[furthest]) = (1u << furthest, at);
        return furthest;
    }

    private bool Augment(int step)
    {
        for (var e = 0; e < _count; e++)
        {
            if (_visited[e] || (events.Steps[_events[e]] >> step & 1) == 0) continue;
            _visited[e] = true;
            if (_stepOf[e] >= 0 && !Augment(_stepOf[e])) continue;
            (_stepOf[e], _eventOf[step]) = (step, _events[e]);
            return true;
        }
        return false;
    }
}
