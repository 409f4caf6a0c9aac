namespace Throughline.Platform.Time;

/// <summary>
/// The open stretches of a calendar over some years, laid end to end: thousands of dues and lengths are found by halving where
/// <see cref="BusinessTime"/> would walk day by day. In milliseconds since 1970; it answers as that does.
/// </summary>
public sealed class OpenTimes
{
    private readonly BusinessCalendar _calendar;
    private readonly long _fromMs, _toMs;
    private readonly long[] _opens, _closes, _before;

    /// <param name="fromMs">Earlier beginnings are worked out one by one.</param>
    /// <param name="toMs">So are later ends.</param>
    public OpenTimes(BusinessCalendar calendar, long fromMs, long toMs)
    {
        // Of clocks that are counted as they show, every one is worked out by itself.
        var isCounted = calendar.Counted == CountedSeconds.Elapsed;
        (_calendar, _fromMs, _toMs) = (calendar, fromMs, isCounted ? toMs : long.MinValue);
        var open = !isCounted ? [] : calendar.Openings(calendar.Place, fromMs * TimeSpan.TicksPerMillisecond, toMs * TimeSpan.TicksPerMillisecond,
            BusinessTime.Patience.Ticks).ToList();
        _opens = [.. open.Select(o => o.From / TimeSpan.TicksPerMillisecond)];
        _closes = [.. open.Select(o => o.To / TimeSpan.TicksPerMillisecond)];
        _before = new long[open.Count + 1];
        for (var i = 0; i < open.Count; i++) _before[i + 1] = _before[i] + _closes[i] - _opens[i];
    }

    /// <summary>When the budget is used up; null when the doors never open.</summary>
    public long? Due(long startMs, long budgetMs)
    {
        var at = Next(startMs);
        if (startMs < _fromMs || at == _opens.Length) return DayByDay(startMs, budgetMs);
        var used = _before[at] + Math.Max(0, startMs - _opens[at]) + budgetMs;
        var end = Array.BinarySearch(_before, used);
        // Used up exactly at closing: due there, or when the doors open next.
        end = end < 0 ? ~end - 1 : _calendar.AtClosing == AtClosing.StayAtClosing && budgetMs > 0 ? end - 1 : end;
        return end >= _opens.Length ? DayByDay(startMs, budgetMs) : _opens[end] + used - _before[end];
    }

    /// <summary>How much open time lies between; 0 when the second is the earlier one.</summary>
    public long Elapsed(long fromMs, long toMs)
    {
        if (toMs <= fromMs) return 0;
        if (fromMs >= _fromMs && toMs <= _toMs) return UpTo(toMs) - UpTo(fromMs);
        return (long)BusinessTime.Elapsed(DateTimeOffset.FromUnixTimeMilliseconds(fromMs), DateTimeOffset.FromUnixTimeMilliseconds(toMs), _calendar)
            .TotalMilliseconds;
    }

    // The first stretch that is not over.
    private int Next(long ms)
    {
        var at = Array.BinarySearch(_closes, ms);
        return at < 0 ? ~at : at + 1;
    }

    private long UpTo(long ms)
    {
        var at = Next(ms);
        return at == _opens.Length ? _before[at] : _before[at] + Math.Max(0, ms - _opens[at]);
    }

    private long? DayByDay(long startMs, long budgetMs) =>
        BusinessTime.Due(DateTimeOffset.FromUnixTimeMilliseconds(startMs), TimeSpan.FromMilliseconds(budgetMs), _calendar)?.ToUnixTimeMilliseconds();
}
