namespace Throughline.Settings.CompanyProfile;

/// <summary>The company as a colleague fills it in.</summary>
public sealed class CompanyFields
{
    public string? Name { get; set; }
    public string? TimeZone { get; set; }
    public string? Accent { get; set; }
    public string? Currency { get; set; }
    public string? FirstDayOfWeek { get; set; }
    public string? Language { get; set; }
    public string? Country { get; set; }

    /// <summary>The version that was read.</summary>
    public int Version { get; set; }

    public static CompanyFields Of(ShowCompany.Answer company) => new()
    {
        Name = company.Name, TimeZone = company.TimeZone, Accent = company.Accent, Currency = company.Currency, FirstDayOfWeek = company.FirstDayOfWeek,
        Language = company.Language, Country = company.Country, Version = company.Version,
    };
}
