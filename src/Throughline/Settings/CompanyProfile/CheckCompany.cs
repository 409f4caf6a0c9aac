using System.Collections.Frozen;
using System.Globalization;
using Throughline.Contracts;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.Settings.CompanyProfile;

/// <summary>What there is to choose for a company, and what is wrong with what somebody chose.</summary>
internal static class CheckCompany
{
    private static readonly FrozenSet<string> LanguageNames = CultureInfo.GetCultures(CultureTypes.AllCultures)
        .Select(c => c.Name).Where(name => name.Length > 0).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly IReadOnlyList<RegionInfo> Regions =
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name)).DistinctBy(r => r.TwoLetterISORegionName)
            .Where(r => PhoneWriting.IsCountry(r.TwoLetterISORegionName))];

    /// <summary>Codes with their English names, by name.</summary>
    public static IReadOnlyList<(string Code, string Name)> Countries { get; } =
        [.. Regions.Select(r => (r.TwoLetterISORegionName, r.EnglishName)).OrderBy(r => r.EnglishName, StringComparer.Ordinal)];

    /// <summary>ISO 4217, by code.</summary>
    public static IReadOnlyList<(string Code, string Name)> Currencies { get; } =
        [.. Regions.Where(r => r.ISOCurrencySymbol.Length == 3).DistinctBy(r => r.ISOCurrencySymbol)
            .Select(r => (r.ISOCurrencySymbol, r.CurrencyEnglishName)).OrderBy(c => c.ISOCurrencySymbol, StringComparer.Ordinal)];

    /// <summary>Languages without a place, each by its own name.</summary>
    public static IReadOnlyList<(string Code, string Name)> AllLanguages { get; } =
        [.. CultureInfo.GetCultures(CultureTypes.NeutralCultures).Where(c => c.Name.Length == 2)
            .Select(c => (c.Name, c.EnglishName)).OrderBy(c => c.EnglishName, StringComparer.Ordinal)];

    public static List<Fault> FaultsIn(ChangeCompany.Request asked)
    {
        List<Fault> faults = [];
        if (string.IsNullOrWhiteSpace(asked.Name)) faults.Add(new("name", "Enter the company's name."));
        if (asked.Name?.Trim().Length > Company.LongestName) faults.Add(new("name", $"A name can have at most {Company.LongestName} characters."));
        if (LocalCalendar.Find(asked.TimeZone) is null) faults.Add(new("timeZone", "Choose a time zone from the list."));
        if (asked.Accent.NullIfBlank() is { } accent && Colour.Read(accent) is null)
            faults.Add(new("accent", "Enter a colour as #rrggbb, such as #1d56c4."));
        if (asked.Currency.NullIfBlank() is { } currency && !Currencies.Any(c => string.Equals(c.Code, currency, StringComparison.OrdinalIgnoreCase)))
            faults.Add(new("currency", "Choose a three-letter currency code (ISO 4217), such as EUR."));
        if (DayOf(asked.FirstDayOfWeek) is null) faults.Add(new("firstDayOfWeek", "Choose a day from monday to sunday."));
        if (asked.Language.NullIfBlank() is { } language && !LanguageNames.Contains(language))
            faults.Add(new("language", "Choose a language code, such as en or pt-BR."));
        if (asked.Country.NullIfBlank() is { } country && !PhoneWriting.IsCountry(country.ToUpperInvariant()))
            faults.Add(new("country", "Choose a two-letter country code (ISO 3166), such as GB."));
        return faults;
    }

    /// <summary>Monday where nobody said; null where it is no day.</summary>
    public static DayOfWeek? DayOf(string? name) => name.NullIfBlank() is not { } given ? DayOfWeek.Monday
        : Enum.GetValues<DayOfWeek>().Where(d => ShowCompany.NameOf(d) == given).Select(d => (DayOfWeek?)d).FirstOrDefault();
}
