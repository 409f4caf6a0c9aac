namespace Throughline.Platform.OurCompany;

/// <summary>What every page may ask about the company. All names are empty until set-up is finished.</summary>
/// <param name="Accent">As <c>#rrggbb</c>; null: the one that Throughline came with.</param>
/// <param name="Currency">ISO 4217; null where nobody said.</param>
/// <param name="LogoUrl">Where the logo is served; null without one.</param>
public sealed record CompanyFacts(
    string Name, string TimeZone, string? Accent, string? Currency, DayOfWeek FirstDayOfWeek, string Language, string? LogoUrl)
{
    public static CompanyFacts None { get; } = new("", "Etc/UTC", null, null, DayOfWeek.Monday, "en", null);

    /// <summary>The days of a week in the order in which the company's calendars show them.</summary>
    public IEnumerable<DayOfWeek> Week => Enumerable.Range(0, 7).Select(i => (DayOfWeek)(((int)FirstDayOfWeek + i) % 7));
}
