using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Throughline.JourneyEngine;

/// <summary>Calendar periods. Weeks start on Monday; <see cref="Whole"/> is the asked period in one piece.</summary>
public enum Interval { Hour, Day, Week, Month, Whole }

/// <summary>
/// The calendar periods that cover a stretch of time, in UTC or in a time zone. A day that loses its midnight to
/// daylight saving begins at the first moment that exists; a midnight that comes twice counts from the first.
/// </summary>
internal sealed class PeriodGrid
{
    private const int Most = 20_000;
    private readonly ulong _reciprocal;

    /// <summary>Multiply a time from the first second by this and shift right by <see cref="Shift"/> to get its period; 0 when 32 bits do not give the exact answer.</summary>
    public readonly uint NarrowReciprocal;
    public const int Shift = 44;

    private PeriodGrid(long[] starts)
    {
        Starts = starts;
        FirstSecond = starts[0] / 1000;
        var step = starts[1] - starts[0];
        for (var i = 2; i < starts.Length; i++) if (starts[i] - starts[i - 1] != step) return;
        _reciprocal = (ulong.MaxValue / (ulong)(step / 1000)) + 1;
        IsEven = step > 1000;
        NarrowReciprocal = Narrow(starts, step / 1000);
    }

    /// <summary>The period is a monotone function of the time, so it is exact everywhere if it is at both sides of every border.</summary>
    private static uint Narrow(long[] starts, long step)
    {
        var factor = ((1UL << Shift) / (ulong)step) + 1;
        var last = (starts[^1] - starts[0]) / 1000;
        if (factor > uint.MaxValue || last > uint.MaxValue) return 0;
        for (var border = step; border <= last; border += step)
            if (((ulong)border * factor) >> Shift != (ulong)(border / step) || ((ulong)(border - 1) * factor) >> Shift != (ulong)(border / step) - 1) return 0;
        return (uint)factor;
    }

    /// <summary>Starts of the periods in milliseconds, and the end of the last one. All on whole seconds.</summary>
    public long[] Starts { get; }

    /// <summary>How many periods.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>True when all periods have the same length, so that <see cref="IndexOfSecond"/> may be used.</summary>
    public bool IsEven { get; }

    public long FirstSecond { get; }

    public static PeriodGrid Over(Scope scope, Interval interval, TimeZoneInfo? zone)
    {
        var starts = new List<long>();
        if (interval == Interval.Whole) starts.AddRange([scope.FromMs / 1000 * 1000, (scope.ToMs + 999) / 1000 * 1000]);
        else
        {
            zone ??= TimeZoneInfo.Utc;
            var local = Floor(TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMilliseconds(scope.FromMs), zone), interval);
            var at = ToUtcMs(local, zone);
            starts.Add(at);
            while (at < scope.ToMs)
            {
                local = Next(local, interval);
                at = interval == Interval.Hour ? at + 3_600_000 : ToUtcMs(local, zone);
                starts.Add(at);
                if (starts.Count > Most) throw new QuestionException("too_many_periods", $"The period holds more than {Most} {interval.ToString().ToLowerInvariant()}s; ask for a shorter one or a longer interval.");
            }
        }
        return new PeriodGrid([.. starts]);
    }

    /// <summary>The period of a time inside the grid, for even grids. Exact for all 32-bit seconds (Lemire, Kaser and Kurz 2019).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOfSecond(uint second) => (int)Math.BigMul(_reciprocal, (ulong)(second - FirstSecond), out _);

    /// <summary>The periods of many times inside an even grid. Times may be read, and periods written, seven behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void IndexesOfSeconds(uint* second, int count, uint* to)
    {
        if (!Avx2.IsSupported || NarrowReciprocal == 0)
        {
            for (var i = 0; i < count; i++) to[i] = (uint)IndexOfSecond(second[i]);
            return;
        }
        var (factor, origin, high) = (Vector256.Create(NarrowReciprocal), Vector256.Create((uint)FirstSecond), Vector256.Create(0xffff_ffff_0000_0000));
        for (var i = 0; i < count; i += 8)
        {
            var time = Vector256.Load(second + i) - origin;
            var even = Vector256.ShiftRightLogical(Avx2.Multiply(time, factor), Shift);
            var odd = Vector256.ShiftRightLogical(Avx2.Multiply(Vector256.ShiftRightLogical(time.AsUInt64(), 32).AsUInt32(), factor), Shift - 32) & high;
            (even | odd).AsUInt32().Store(to + i);
        }
    }

    /// <summary>The period of a time inside the grid.</summary>
    public int IndexOf(long timeMs)
    {
        var found = Array.BinarySearch(Starts, timeMs);
        return found >= 0 ? found : ~found - 1;
    }

    private static DateTime Floor(DateTime local, Interval interval) => interval switch
    {
        Interval.Hour => local.Date.AddHours(local.Hour),
        Interval.Day => local.Date,
        Interval.Week => local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7)),
        Interval.Month => new DateTime(local.Year, local.Month, 1, 0, 0, 0, DateTimeKind.Unspecified),
        Interval.Whole => local,
    };

    private static DateTime Next(DateTime local, Interval interval) => interval switch
    {
        Interval.Hour => local.AddHours(1),
        Interval.Day => local.AddDays(1),
        Interval.Week => local.AddDays(7),
        Interval.Month => local.AddMonths(1),
        Interval.Whole => DateTime.MaxValue,
    };

    private static long ToUtcMs(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return (long)(local - offset - DateTime.UnixEpoch).TotalMilliseconds;
    }
}
