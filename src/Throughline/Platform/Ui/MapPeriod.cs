using System.Globalization;

namespace Throughline.Platform.Ui;

/// <summary>Which days the journey map and what belongs to it show: the last so many, today included, or from one day to another; in the zone of the person who looks.</summary>
public sealed record MapPeriod(DateOnly First, DateOnly Last, string? Named, TimeZoneInfo Zone)
{
    public static IReadOnlyList<(string Key, int Days, string Title)> Choices { get; } = [("7d", 7, "Last 7 days"), ("30d", 30, "Last 30 days"), ("90d", 90, "Last 90 days"), ("365d", 365, "Last 12 months")];

    private const string Usual = "30d", Own = "own";

    /// <summary>Reads the address; what cannot be read is the usual period.</summary>
    public static MapPeriod Read(string? named, string? from, string? to, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var choice = Choices.FirstOrDefault(c => c.Key == named);
        if (choice.Key is null && Day(from) is { } first && Day(to) is { } last && first <= last && first.Year >= 1970) return new MapPeriod(first, last, null, zone);
        if (choice.Key is null) choice = Choices.First(c => c.Key == Usual);
        return new MapPeriod(today.AddDays(1 - choice.Days), today, named == Own ? null : choice.Key, zone);
    }

    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>The instant at which it begins.</summary>
    public DateTimeOffset From => Midnight(First);

    /// <summary>The instant at which it is over.</summary>
    public DateTimeOffset To => Midnight(Last.AddDays(1));

    /// <summary>"22 Oct – 20 Nov 2026".</summary>
    public string InWords => First.Year == Last.Year
        ? $"{First.ToString("d MMM", CultureInfo.CurrentCulture)} – {Last.ToString("d MMM yyyy", CultureInfo.CurrentCulture)}"
        : $"{First.ToString("d MMM yyyy", CultureInfo.CurrentCulture)} – {Last.ToString("d MMM yyyy", CultureInfo.CurrentCulture)}";

    /// <summary>As it stands in an address.</summary>
    public IEnumerable<(string, string?)> Query => Named is not null
        ? [("period", Named == Usual ? null : Named)]
        : [("from", First.ToString("O", CultureInfo.InvariantCulture)), ("to", Last.ToString("O", CultureInfo.InvariantCulture))];

    private DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(local)) local = local.AddMinutes(15); // The clocks go forward at midnight.
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
