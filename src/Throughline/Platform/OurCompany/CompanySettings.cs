using System.ComponentModel.DataAnnotations;
using Throughline.Contracts;

namespace Throughline.Platform.OurCompany;

/// <summary>The section <c>Company</c> of the server's settings: what holds until somebody says otherwise under Settings.</summary>
public sealed class CompanySettings
{
    public const string Section = "Company";

    /// <summary>Where the company is, by its two letters (ISO 3166): phone numbers without a country are read as they are dialled there.</summary>
    [CountryOfPhones(ErrorMessage = "Company:Country must be a two-letter country code, such as GB.")]
    public string? Country { get; init; }

    private sealed class CountryOfPhonesAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) => value is null or "" || value is string code && PhoneWriting.IsCountry(code.ToUpperInvariant());
    }
}
