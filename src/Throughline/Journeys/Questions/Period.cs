using System.Globalization;
using Throughline.JourneyEngine;

namespace Throughline.Journeys.Questions;

/// <summary>The stretch of time a question looks at.</summary>
/// <param name="To">Exclusive.</param>
/// <param name="Before">As long, and as far into its month or last day; null when nothing came before.</param>
public sealed record Period(DateTimeOffset From, DateTimeOffset To, Period? Before)
{
    public static IReadOnlyList<(string Key, string Title)> Choices { get; } =
        [("7d", "Last 7 days"), ("30d", "Last 30 days"), ("90d", "Last 90 days"), ("365d", "Last 365 days"), ("month", "This month"), ("lastMonth", "Last month"), ("all", "All time"), ("own", "From … to …")];

    public double Days => (To - From).TotalDays;

    /// <summary>Days are those of the person who asks; the last one is today, up to now.</summary>
    /// <param name="since">When what we hold begins; asked only for all time.</param>
    /// <exception cref="QuestionException">The dates cannot be read.</exception>
    public static async Task<Period> Of(Question question, TimeZoneInfo zone, DateTimeOffset now, Func<Task<DateTimeOffset?>> since)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var month = new DateTime(today.Year, today.Month, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return question["period"] switch
        {
            "all" => new Period(await since() ?? now.AddDays(-1), now.AddMilliseconds(1), null),
            "month" => UpToNow(month, month.AddMonths(-1), zone, now),
            "lastMonth" => Between(month.AddMonths(-1), month, zone, Between(month.AddMonths(-2), month.AddMonths(-1), zone)),
            "own" => Own(question, zone),
            "7d" => UpToNow(today.AddDays(-6), today.AddDays(-13), zone, now),
            "90d" => UpToNow(today.AddDays(-89), today.AddDays(-179), zone, now),
            "365d" => UpToNow(today.AddDays(-364), today.AddDays(-729), zone, now),
            "30d" => UpToNow(today.AddDays(-29), today.AddDays(-59), zone, now),
            var other => throw new QuestionException("unknown_period", $"'{other}' is no period. Choose one from the list."),
        };
    }

    private static Period Own(Question question, TimeZoneInfo zone)
    {
        var (from, to) = (Date(question["from"], "first"), Date(question["to"], "last"));
        if (to < from) throw new QuestionException("inverted_period", "The last day lies before the first. Choose a later last day.");
        var days = (to - from).Days + 1;
        return Between(from, to.AddDays(1), zone, from.AddDays(-days).Year < 1970 ? null : Between(from.AddDays(-days), from, zone));
    }

    private static DateTime Date(string text, string which) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 2106
            ? day : throw new QuestionException("bad_date", $"Choose the {which} day of the period, from 1970 to 2105.");

    // The period before ends as far into its last day as this one, so that a day half over is not held against a whole one.
    private static Period UpToNow(DateTime from, DateTime fromBefore, TimeZoneInfo zone, DateTimeOffset now)
    {
        var (start, startBefore, to) = (Midnight(from, zone), Midnight(fromBefore, zone), now.AddMilliseconds(1));
        var toBefore = startBefore + (to - start);
        return new Period(start, to, new Period(startBefore, toBefore < start ? toBefore : start, null));
    }

    private static Period Between(DateTime from, DateTime to, TimeZoneInfo zone, Period? before = null) => new(Midnight(from, zone), Midnight(to, zone), before);

    private static DateTimeOffset Midnight(DateTime day, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(day)) day = day.AddMinutes(15);
        return new DateTimeOffset(day, zone.GetUtcOffset(day)).ToUniversalTime();
    }
}
