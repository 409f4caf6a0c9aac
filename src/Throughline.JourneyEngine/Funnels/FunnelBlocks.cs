using System.Numerics;
using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// The plain ordered funnel over many customers, where each type is one step and no times tie: as
/// <see cref="QuickFunnel"/>, with nothing to look up or to ask on the way. Rows of other types must be left out.
/// </summary>
internal sealed unsafe class FunnelBlocks : BlockKernel
{
    private const long None = -1;
    private readonly FunnelPlan _plan;
    private readonly FunnelTally _all, _byKey;
    private readonly FunnelOutcome _outcome = new();
    private readonly byte[] _stepOf;
    private readonly Try[] _tries = new Try[MostRows];

    /// <summary>The furthest try of a customer: steps done, when it began and when it came so far.</summary>
    private record struct Try(long Steps, long Start, long Time);

    public FunnelBlocks(FunnelPlan plan, FunnelTally all, FunnelTally byKey)
    {
        (_plan, _all, _byKey) = (plan, all, byKey);
        _stepOf = [.. plan.StepsOfType.Take(256).Select(s => (byte)(s == 0 ? 0 : BitOperations.Log2(s)))];
    }

    public static bool CanCount(FunnelPlan plan)
        => plan.IsQuick && plan.IsPlain && (plan.Breakdown is null || plan.Column is not null) && plan.StepsOfType.All(s => BitOperations.IsPow2(s) || s == 0);

    public override bool TryVisit(in RowView rows, ReadOnlySpan<CustomerPart> parts)
    {
        if (rows.Type.Width != 1 || rows.Millis != null || parts.Length > MostRows) return false;
        var second = rows.Seconds + rows.Offset;
        if (HasTies(second, rows.Count)) return false;
        fixed (byte* stepOf = _stepOf)
        fixed (Try* tries = _tries)
            Walk(parts, rows.Type.At + rows.Offset, second, stepOf, _plan.K, _plan.WindowMs / 1000, tries);
        for (var p = 0; p < parts.Length; p++)
            if (_tries[p].Steps > 0) Count(rows, parts[p], _tries[p]);
        return true;
    }

    /// <summary>Also when one customer's last time is the next one's first, which is as rare as it is harmless.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool HasTies(uint* second, int count)
    {
        var ties = 0;
        for (var i = 1; i < count; i++) ties |= second[i] == second[i - 1] ? 1 : 0;
        return ties != 0;
    }

    /// <summary>The hot loop. What an event does to a try is as good as random: no branch on it, and none on being done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Walk(ReadOnlySpan<CustomerPart> parts, byte* type, uint* second, byte* stepOf, int steps, long window, Try* furthest)
    {
        // Shifted by one: before the first step stands the event itself, which begins a try.
        var start = stackalloc long[FunnelChecks.MostSteps + 1];
        foreach (var part in parts)
        {
            for (var k = 1; k <= steps; k++) start[k] = None;
            long best = 0, bestStart = 0, bestTime = 0;
            for (nint i = part.From; i < part.To; i++)
            {
                long time = second[i];
                nint k = stepOf[type[i]];
                start[0] = time;
                var begun = start[k];
                var counts = Mask(begun > start[k + 1]) & Mask(time - begun <= window);
                start[k + 1] = (begun & counts) | (start[k + 1] & ~counts);
                var further = counts & Mask(k >= best);
                best = ((k + 1) & further) | (best & ~further);
                bestStart = (begun & further) | (bestStart & ~further);
                bestTime = (time & further) | (bestTime & ~further);
            }
            *furthest++ = new Try(best, bestStart, bestTime);
        }
    }

    private void Count(in RowView rows, CustomerPart part, Try furthest)
    {
        var last = (int)furthest.Steps - 1;
        _outcome.Done = uint.MaxValue >> (31 - last);
        (_outcome.Time[0], _outcome.Time[last]) = (furthest.Start * 1000, furthest.Time * 1000);
        _all.Add(0, _outcome);
        if (_plan.Column is { } column) _byKey.Add(TouchOf(column.Of(rows), rows.Offset, part), _outcome);
    }

    /// <summary>The first or last value there is; every row here is a step.</summary>
    private int TouchOf(Codes keys, long offset, CustomerPart part)
    {
        var last = _plan.Breakdown!.Attribution == Attribution.LastTouch;
        for (var n = 0; n < part.To - part.From; n++)
            if (keys[offset + (last ? part.To - 1 - n : part.From + n)] is not 0 and var key) return key;
        return 0;
    }

    /// <summary>All bits set, or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Mask(bool holds) => -(long)Unsafe.BitCast<bool, byte>(holds);
}
