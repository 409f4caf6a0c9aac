using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NodaTime;

namespace Throughline.JourneyEngine;

/// <summary>Calendar periods. Weeks start on Monday; <see cref="Whole"/> is the asked period in one piece.</summary>
public enum Interval { Hour, Day, Week, Month, Whole }

/// <summary>
/// The calendar periods that cover a stretch of time, in UTC or in a time zone. A day begins at the first instant that bears
/// its date, also where the clocks leave midnight out or show it twice, and lasts until the next begins; a day that a place
/// skipped makes no period.
/// </summary>
internal sealed class PeriodGrid
{
    private const int Most = 20_000;
    private readonly ulong _reciprocal;

    /// <summary>Multiply a time from the first second by this and shift right by <see cref="Shift"/> to get its period; 0 when 32 bits do
    /// not give the exact answer.</summary>
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

    public static PeriodGrid Over(Scope scope, Interval interval, DateTimeZone? zone)
    {
        var starts = new List<long>();
        if (interval == Interval.Whole) starts.AddRange([scope.FromMs / 1000 * 1000, (scope.ToMs + 999) / 1000 * 1000]);
        else
            foreach (var start in interval == Interval.Hour ? Hours(scope, zone ?? DateTimeZone.Utc) : Days(scope, interval, zone ?? DateTimeZone.Utc))
            {
                starts.Add(start);
                if (starts.Count > Most) throw new QuestionException("too_many_periods",
                    $"The period holds more than {Most} {interval.ToString().ToLowerInvariant()}s; ask for a shorter one or a longer interval.");
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

    private static IEnumerable<long> Hours(Scope scope, DateTimeZone zone)
    {
        var shown = Instant.FromUnixTimeMilliseconds(scope.FromMs).InZone(zone).TimeOfDay;
        var at = scope.FromMs - (shown.TickOfDay / NodaConstants.TicksPerMillisecond % 3_600_000);
        yield return at;
        while (at < scope.ToMs) yield return at += 3_600_000;
    }

    private static IEnumerable<long> Days(Scope scope, Interval interval, DateTimeZone zone)
    {
        var day = Floor(Instant.FromUnixTimeMilliseconds(scope.FromMs).InZone(zone).Date, interval);
        // Where the clocks went back over midnight, the next day has begun although they show this one.
        while (Start(Next(day, interval), zone) <= scope.FromMs) day = Next(day, interval);
        var at = Start(day, zone);
        yield return at;
        while (at < scope.ToMs)
        {
            day = Next(day, interval);
            var next = Start(day, zone);
            if (next > at) yield return next;
            at = next;
        }
    }

    private static LocalDate Floor(LocalDate day, Interval interval) => interval switch
    {
        Interval.Week => day.PlusDays(1 - (int)day.DayOfWeek),
        Interval.Month => day.With(DateAdjusters.StartOfMonth),
        Interval.Day or Interval.Hour or Interval.Whole => day,
    };

    private static LocalDate Next(LocalDate day, Interval interval) => interval switch
    {
        Interval.Week => day.PlusWeeks(1),
        Interval.Month => day.PlusMonths(1),
        Interval.Day or Interval.Hour or Interval.Whole => day.PlusDays(1),
    };

    private static long Start(LocalDate day, DateTimeZone zone)
    {
        var midnight = zone.MapLocal(day.AtMidnight());
        return (midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant()).ToUnixTimeMilliseconds();
    }
}
