using Throughline.JourneyEngine;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Questions;

/// <summary>The stretch of time a question looks at. Days are those of the person who asks; the last one is today, up to now.</summary>
public static class AskedPeriod
{
    /// <param name="since">When what we hold begins; asked only for all time.</param>
    /// <exception cref="QuestionException">The dates cannot be read.</exception>
    public static async Task<Period> Of(
        Question question, LocalCalendar calendar, DateTimeOffset now, Func<Task<DateTimeOffset?>> since) => question["period"] switch
        {
            Period.All => new Period(await since() ?? now.AddDays(-1), now.AddMilliseconds(1), Period.All, calendar),
            Period.Own => Own(question, calendar),
            var preset => Period.Preset(preset, now, calendar)?.UpTo(now)
                ?? throw new QuestionException("unknown_period", Words.Say($"'{preset}' is not a valid period. Choose one from the list.")),
        };

    private static Period Own(Question question, LocalCalendar calendar)
    {
        var (first, last) = (Day(question["from"], isLast: false), Day(question["to"], isLast: true));
        if (last < first) throw new QuestionException("inverted_period", Words.Say("The last day is before the first. Choose a later last day."));
        return Period.Between(first, last, calendar);
    }

    private static DateOnly Day(string text, bool isLast) =>
        Period.Day(text) is { Year: >= 1970 and < 2106 } day
            ? day
            : throw new QuestionException("bad_date", isLast
                ? Words.Say("Choose a last day between 1970 and 2105.")
                : Words.Say("Choose a first day between 1970 and 2105."));
}
