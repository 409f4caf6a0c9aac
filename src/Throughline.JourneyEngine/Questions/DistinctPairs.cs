using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>Distinct customers by period and two one-byte columns. A stamp stands for one customer in one period.</summary>
internal sealed unsafe class DistinctPairs(TrendPlan plan, int[] counts) : BlockKernel
{
    private readonly PeriodGrid _grid = plan.Grid;
    private readonly DimensionColumn _first = plan.First!, _second = plan.Second!;
    private readonly uint[] _seen = new uint[plan.Keys];
    private readonly uint[] _periods = new uint[MostRows + 8];
    private uint _stamp = 1;

    public static bool CanCount(TrendPlan plan)
        => plan.Event.IsAny && plan.Distinct && plan.IsRaw && plan.Second is not null && plan.Probe < 0 && plan.Grid.IsEven;

    public override bool TryVisit(in RowView rows, ReadOnlySpan<CustomerPart> parts)
    {
        var (first, second) = (_first.Of(rows), _second.Of(rows));
        if (first.Width != 1 || second.Width != 1 || rows.Count > MostRows) return false;
        var periods = (uint)_grid.Count;
        if (_stamp > uint.MaxValue - (periods * (uint)parts.Length) - periods)
        {
            Array.Clear(_seen);
            _stamp = 1;
        }
        fixed (uint* seen = _seen, period = _periods)
        fixed (int* cells = counts)
        {
            _grid.IndexesOfSeconds(rows.Seconds + rows.Offset, rows.Count, period);
            Count(parts, first.At + rows.Offset, second.At + rows.Offset, (uint)_second.Codes, period, (uint)_seen.Length, seen, cells, _stamp, periods);
        }
        _stamp += periods * (uint)parts.Length;
        return true;
    }

    /// <summary>The hot loop. A customer's periods only move forward, so that the last stamp of a key tells whether it was seen; no branch on it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(
        ReadOnlySpan<CustomerPart> parts, byte* first, byte* second, nuint secondCodes, uint* period, nuint keys, uint* seen, int* cells,
        uint stamp, uint periods)
    {
        foreach (var part in parts)
        {
            for (nint i = part.From; i < part.To; i++)
            {
                var key = (first[i] * secondCodes) + second[i];
                nuint at = period[i];
                var now = stamp + (uint)at;
                var isNew = seen[key] != now;
                seen[key] = now;
                cells[(at * keys) + key] += Unsafe.BitCast<bool, byte>(isNew);
            }
            stamp += periods;
        }
    }
}
