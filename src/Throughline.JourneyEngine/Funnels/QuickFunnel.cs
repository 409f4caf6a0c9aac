using System.Numerics;
using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// The ordered funnel in one pass over the rows that matter: for each step the latest begin of a try that has come so
/// far. Gives up, and leaves it to <see cref="OrderedFunnel"/>, where times tie or an exclusion occurs.
/// </summary>
internal sealed unsafe class QuickFunnel
{
    private const long None = -1;
    private readonly FunnelPlan _plan;
    private readonly long[] _starts = GC.AllocateArray<long>(FunnelChecks.MostSteps + 1, pinned: true);
    private readonly long[] _paths;
    private readonly long* _start;
    private readonly int _k;
    private readonly long _window;
    private readonly bool _stepTimes;
    private long _last;

    public QuickFunnel(FunnelPlan plan)
    {
        (_plan, _k, _window, _stepTimes) = (plan, plan.K, plan.WindowMs, plan.StepTimes);
        _paths = new long[plan.K * plan.K];
        _start = (long*)Unsafe.AsPointer(ref _starts[0]);
    }

    /// <summary>Runs the funnel over a customer's rows; false when it cannot decide.</summary>
    public bool TryRun(in RowView rows, FunnelOutcome outcome)
    {
        outcome.Done = 0;
        if (_plan.IsPlain && rows.Type.Width == 1 && rows.Millis == null)
        {
            fixed (uint* steps = _plan.StepsOfType)
                return RunPlain(rows.Type.At + rows.Offset + rows.From, rows.Seconds + rows.Offset + rows.From, rows.To - rows.From, steps, outcome);
        }
        _last = None;
        for (var k = 0; k < _k; k++) _start[k] = None;
        if (rows.Type.Width != 1)
        {
            for (var i = rows.From; i < rows.To; i++)
            {
                var verdict = Take(rows, i, outcome);
                if (verdict != 0) return verdict > 0;
            }
            return true;
        }
        var types = rows.Type.At + rows.Offset;
        for (var block = rows.From; block < rows.To; block += 32)
        {
            var match = _plan.Relevant.Match(types + block);
            if (rows.To - block < 32) match &= (1u << (rows.To - block)) - 1;
            for (; match != 0; match &= match - 1)
            {
                var verdict = Take(rows, block + BitOperations.TrailingZeroCount(match), outcome);
                if (verdict != 0) return verdict > 0;
            }
        }
        return true;
    }

    /// <summary>The hot loop for counts and total times of steps that are event types alone, in whole seconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool RunPlain(byte* types, uint* seconds, int count, uint* stepsOfType, FunnelOutcome outcome)
    {
        var set = _plan.Relevant;
        // Shifted by one: before the first step stands the event itself, which begins a try.
        var start = _start;
        for (var k = 1; k <= _k; k++) start[k] = None;
        var (last, window, final) = (None, _window / 1000, _k - 1L);
        long best = -1, bestStart = 0, bestTime = 0;
        for (var block = 0; block < count; block += 32)
        {
            var match = set.Match(types + block);
            if (count - block < 32) match &= (1u << (count - block)) - 1;
            for (; match != 0; match &= match - 1)
            {
                var i = block + BitOperations.TrailingZeroCount(match);
                long time = seconds[i];
                if (time == last) return false;
                if (best == final) goto done; // Not before: the event beside the last step's may begin a later try.
                last = start[0] = time;
                // What an event does to a try is as good as random: no branch on it.
                for (var steps = stepsOfType[types[i]]; steps != 0;)
                {
                    long k = BitOperations.Log2(steps);
                    steps ^= 1u << (int)k;
                    var begun = start[k];
                    var counts = Mask(begun > start[k + 1]) & Mask(time - begun <= window);
                    start[k + 1] = (begun & counts) | (start[k + 1] & ~counts);
                    var further = counts & Mask(k > best);
                    best = (k & further) | (best & ~further);
                    bestStart = (begun & further) | (bestStart & ~further);
                    bestTime = (time & further) | (bestTime & ~further);
                }
            }
        }
    done:
        if (best < 0) return true;
        outcome.Done = uint.MaxValue >> (31 - (int)best);
        (outcome.Time[0], outcome.Time[best]) = (bestStart * 1000, bestTime * 1000);
        return true;
    }

    /// <summary>All bits set, or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Mask(bool holds) => -(long)Unsafe.BitCast<bool, byte>(holds);

    /// <summary>Takes one row in: 0 to go on, 1 when the funnel is done, -1 to give up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Take(in RowView rows, int i, FunnelOutcome outcome)
    {
        var isDone = outcome.Done >> (_k - 1) != 0;
        if (isDone && rows.TimeMs(i) != _last) return 1;
        if (_plan.Exclusions.Length > 0 && _plan.ExclusionsOf(rows, i) != 0) return -1;
        var steps = _plan.StepsOf(rows, i);
        if (steps == 0) return 0;
        var time = rows.TimeMs(i);
        // Also beside the last step's event: the other one may begin a later try.
        if (time == _last) return -1;
        _last = time;
        // From the last step down, so that one row fills one step of a try.
        while (steps != 0)
        {
            var k = BitOperations.Log2(steps);
            steps ^= 1u << k;
            var begun = k == 0 ? time : _start[k - 1];
            if (begun <= _start[k] || time - begun > _window) continue;
            _start[k] = begun;
            if (_stepTimes) NotePath(k, time);
            if (outcome.Done >> k != 0) continue;
            Note(k, begun, time, outcome);
        }
        if (_plan.SharesRow) ShareRow(rows, i, time, outcome);
        return 0;
    }

    private void ShareRow(in RowView rows, int i, long time, FunnelOutcome outcome)
    {
        if (outcome.Done >> 1 != 0 || _plan.StepsOf(rows, i) != 0b11) return;
        _start[1] = time;
        if (_stepTimes) NotePath(1, time);
        Note(1, time, time, outcome);
    }

    private void NotePath(int k, long time)
    {
        var path = _paths.AsSpan(k * _k, _k);
        if (k > 0) _paths.AsSpan((k - 1) * _k, k).CopyTo(path);
        path[k] = time;
    }

    /// <summary>A step is reached for the first time: this is the counted try until one comes further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(int k, long begun, long time, FunnelOutcome outcome)
    {
        outcome.Done = uint.MaxValue >> (31 - k);
        if (_stepTimes) _paths.AsSpan(k * _k, k + 1).CopyTo(outcome.Time);
        else (outcome.Time[0], outcome.Time[k]) = (begun, time);
    }
}
