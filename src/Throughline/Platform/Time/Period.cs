using System.Globalization;

namespace Throughline.Platform.Time;

/// <summary>
/// The days that a page or a question looks at: the last so many, today included, those of a month, all, or from one day to another;
/// in the calendar of the person who asks.
/// </summary>
/// <param name="From">The instant at which it begins.</param>
/// <param name="To">Exclusive: when its last day is over, or now.</param>
/// <param name="Named">The key of its preset; null for days of one's own.</param>
public sealed record Period(DateTimeOffset From, DateTimeOffset To, string? Named, LocalCalendar Calendar)
{
    public const string Usual = "30d", ThisMonth = "month", LastMonth = "lastMonth", All = "all", Own = "own";

    /// <summary>The presets that end today, with their days.</summary>
    [Said]
    public static IReadOnlyList<(string Key, int Days, string Title)> Recent { get; } =
        [("7d", 7, "Last 7 days"), (Usual, 30, "Last 30 days"), ("90d", 90, "Last 90 days"), ("365d", 365, "Last 12 months")];

    /// <summary>All presets, and days of one's own.</summary>
    [Said]
    public static IReadOnlyList<(string Key, string Title)> Choices { get; } =
        [.. Recent.Select(r => (r.Key, r.Title)), (ThisMonth, "This month"), (LastMonth, "Last month"), (All, "All time"), (Own, "Custom range")];

    /// <summary>As long, and as far into its month or last day; null when nothing came before.</summary>
    public Period? Before { get; init; }

    /// <summary>What an address said wrongly, and how to mend it; the usual period stands in its place.</summary>
    public string? Fault { get; init; }

    /// <summary>The days as they were typed, when they could not be taken.</summary>
    public (string? From, string? To)? Typed { get; init; }

    public DateOnly First => Calendar.DayOf(From);

    public DateOnly Last => Calendar.DayOf(To.AddMilliseconds(-1));

    /// <summary>Days on the calendar, first and last included.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>"22 Oct – 20 Nov 2026".</summary>
    public string InWords => Told(First, Last);

    /// <summary>As it stands in an address; the usual one is left out.</summary>
    public IEnumerable<(string Name, string? Value)> Query => Named is not null
        ? [("period", Named == Usual ? null : Named)]
        : [("from", Written(First)), ("to", Written(Last))];

    /// <summary>As it stands in the address of a question, where days of one's own say so.</summary>
    public IEnumerable<(string Name, string? Value)> QuestionQuery => Named is not null ? [("period", Named)] : Query.Prepend(("period", Own));

    /// <summary>"22 Oct – 20 Nov 2026".</summary>
    public static string Told(DateOnly first, DateOnly last) =>
        $"{Told(first, first.Year == last.Year ? "d MMM" : "d MMM yyyy")} – {Told(last, "d MMM yyyy")}";

    /// <summary>Reads an address of a page; what cannot be read is the usual period, and says so.</summary>
    public static Period Read(string? named, string? from, string? to, DateTimeOffset now, LocalCalendar calendar)
    {
        if (Recent.All(r => r.Key != named) && Day(from) is { } first && Day(to) is { } last && first <= last && first >= Earliest)
            return Between(first, last, calendar);
        var recent = Recent.FirstOrDefault(r => r.Key == named, Recent.First(r => r.Key == Usual));
        var fault = WhyNot(named, from, to);
        var isOwn = named == Own || (fault is not null && !string.IsNullOrEmpty(from + to));
        return Preset(recent.Key, now, calendar)! with
        {
            Named = isOwn ? null : recent.Key, Fault = fault, Typed = isOwn && fault is not null ? (from, to) : null,
        };
    }

    private static string? WhyNot(string? named, string? from, string? to)
    {
        if (Recent.Any(r => r.Key == named)) return null;
        if (string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to))
            return string.IsNullOrEmpty(named) || named == Own ? null : Words.Say($"There is no period “{named}”. Choose one from the list.");
        if (Day(from) is not { } first || first < Earliest) return Words.Say("Choose a first day in 1970 or later.");
        if (Day(to) is not { } last) return Words.Say("Choose a last day.");
        return last < first ? Words.Say("The last day is before the first. Choose a later last day.") : null;
    }

    /// <summary>Whole days, the last one included, and as many before.</summary>
    public static Period Between(DateOnly first, DateOnly last, LocalCalendar calendar)
    {
        var fromBefore = first.DayNumber - (last.DayNumber - first.DayNumber + 1);
        return fromBefore < Earliest.DayNumber ? Of(first, last, null, calendar) : Of(first, last, null, calendar, DateOnly.FromDayNumber(fromBefore));
    }

    /// <summary>A preset in whole days, today's included. Null when there is none of this name, and for all time and one's own.</summary>
    public static Period? Preset(string? named, DateTimeOffset now, LocalCalendar calendar)
    {
        var today = calendar.DayOf(now);
        var month = today.Month();
        if (named == ThisMonth) return Of(month, month.AddMonths(1).AddDays(-1), named, calendar, month.AddMonths(-1));
        if (named == LastMonth) return Of(month.AddMonths(-1), month.AddDays(-1), named, calendar, month.AddMonths(-2));
        return Recent.FirstOrDefault(r => r.Key == named) is { Key: not null } recent
            ? Of(today.AddDays(1 - recent.Days), today, named, calendar, today.AddDays(1 - (2 * recent.Days)))
            : null;
    }

    /// <summary>Up to now, where it goes on. The period before ends as far in as this one, so that a day half over is not held against a whole one.</summary>
    public Period UpTo(DateTimeOffset now)
    {
        var to = now.AddMilliseconds(1);
        if (to >= To) return this;
        var toBefore = Before?.From + (to - From);
        return this with { To = to, Before = Before is null ? null : Before with { To = toBefore < From ? toBefore.Value : From } };
    }

    /// <summary>A day as it stands in an address; null when it is none.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static readonly DateOnly Earliest = new(1970, 1, 1);

    private static Period Of(DateOnly first, DateOnly last, string? named, LocalCalendar calendar, DateOnly? before = null) =>
        new(calendar.StartOf(first), calendar.EndOf(last), named, calendar)
        {
            Before = before is { } from ? new Period(calendar.StartOf(from), calendar.StartOf(first), null, calendar) : null,
        };

    private static string Told(DateOnly day, string pattern) => day.ToString(pattern, CultureInfo.CurrentCulture);

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
