using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Throughline.JourneyEngine;

/// <summary>
/// Retention where any event starts and any returns, over at most 64 even periods: a customer is one number with a bit
/// for each active period, and is added to all cells of a cohort at once, without a loop over the bits.
/// </summary>
internal sealed unsafe class ReturnCounts(RetentionPlan plan, int[] sizes, int[] cells) : BlockKernel
{
    private const int Most = 64, Lanes = 16;
    private readonly PeriodGrid _grid = plan.Grid;
    private readonly uint[] _counts = new uint[Most * Most];
    private readonly int _vectors = (Math.Min(plan.Periods, Most) + Lanes - 1) / Lanes;

    public static bool CanCount(RetentionPlan plan)
        => plan.Grid.IsEven && plan.Grid.Count <= Most && plan.Start.IsAny && plan.Return.IsAny && plan.Probe is null
            && plan.Grid.NarrowReciprocal != 0 && Avx2.IsSupported;

    public override bool TryVisit(in RowView rows, ReadOnlySpan<CustomerPart> parts)
    {
        fixed (uint* counts = _counts)
            Count(rows.Seconds + rows.Offset, parts, _grid.NarrowReciprocal, (uint)_grid.FirstSecond, plan.FirstTime, plan.OnOrAfter, counts, _vectors);
        return true;
    }

    /// <summary>Moves what was counted into the cells. Once, after the last customer.</summary>
    public void Settle()
    {
        for (var cohort = 0; cohort < _grid.Count; cohort++)
        {
            // Who starts in a period is active in it.
            sizes[cohort] += (int)_counts[cohort * Most];
            for (var k = 0; k < Math.Min(plan.Periods, Most); k++) cells[(cohort * plan.Periods) + k] += (int)_counts[(cohort * Most) + k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(
        uint* second, ReadOnlySpan<CustomerPart> parts, uint reciprocal, uint firstSecond, bool firstTime, bool onOrAfter, uint* counts, int vectors)
    {
        foreach (var part in parts)
        {
            var active = ActivePeriods(second + part.From, part.To - part.From, reciprocal, firstSecond);
            var returns = onOrAfter ? ulong.MaxValue >> BitOperations.LeadingZeroCount(active) : active;
            var starts = firstTime ? active & (0 - active) : active;
            do
            {
                var cohort = BitOperations.TrailingZeroCount(starts);
                Add(returns >> cohort, counts + (cohort * Most), vectors);
                starts &= starts - 1;
            }
            while (starts != 0);
        }
    }

    /// <summary>Adds one to the count of each set bit, sixteen at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ulong bits, uint* counts, int vectors)
    {
        var lanes = Vector512.Create(1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        for (var v = 0; v < vectors; v++, bits >>= Lanes, counts += Lanes)
        {
            // A lane that is equal is -1.
            var isSet = Vector512.Equals(Vector512.Create((uint)bits) & lanes, lanes);
            (Vector512.Load(counts) - isSet).Store(counts);
        }
    }

    /// <summary>Sixteen or eight times at once; lanes behind the end repeat the first time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ActivePeriods(uint* second, int count, uint reciprocal, uint firstSecond)
    {
        Vector256<ulong> bits;
        if (Avx512F.IsSupported)
        {
            var (factor, origin, first) = (Vector512.Create(reciprocal), Vector512.Create(firstSecond), Vector512.Create(*second));
            var (one, all, place) = (Vector512.Create(1UL), Vector512<ulong>.Zero, Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
            for (var i = 0; i < count; i += 16)
            {
                var inside = Vector512.GreaterThan(Vector512.Create(count - i), place).AsUInt32();
                var time = Vector512.ConditionalSelect(inside, Vector512.Load(second + i), first) - origin;
                var even = Vector512.ShiftRightLogical(Avx512F.Multiply(time, factor), PeriodGrid.Shift);
                var odd = Vector512.ShiftRightLogical(Avx512F.Multiply(Vector512.ShiftRightLogical(time.AsUInt64(), 32).AsUInt32(), factor), PeriodGrid.Shift);
                all |= Avx512F.ShiftLeftLogicalVariable(one, even) | Avx512F.ShiftLeftLogicalVariable(one, odd);
            }
            bits = all.GetLower() | all.GetUpper();
        }
        else bits = NarrowPeriods(second, count, reciprocal, firstSecond);
        var half = bits.GetLower() | bits.GetUpper();
        return half[0] | half[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> NarrowPeriods(uint* second, int count, uint reciprocal, uint firstSecond)
    {
        var (factor, origin, first) = (Vector256.Create(reciprocal), Vector256.Create(firstSecond), Vector256.Create(*second));
        var (one, all, place) = (Vector256.Create(1UL), Vector256<ulong>.Zero, Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7));
        for (var i = 0; i < count; i += 8)
        {
            var inside = Vector256.GreaterThan(Vector256.Create(count - i), place).AsUInt32();
            var time = Vector256.ConditionalSelect(inside, Vector256.Load(second + i), first) - origin;
            var even = Vector256.ShiftRightLogical(Avx2.Multiply(time, factor), PeriodGrid.Shift);
            var odd = Vector256.ShiftRightLogical(Avx2.Multiply(Vector256.ShiftRightLogical(time.AsUInt64(), 32).AsUInt32(), factor), PeriodGrid.Shift);
            all |= Avx2.ShiftLeftLogicalVariable(one, even) | Avx2.ShiftLeftLogicalVariable(one, odd);
        }
        return all;
    }
}
