using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Throughline.Contracts;

/// <summary>
/// One writing for a phone number, however it is written: E.164, such as <c>+442079461000</c>, by the numbering plans of libphonenumber.
/// A number of the company's own country may be written as it is dialled there. A number with an extension is the switchboard of many and
/// so is nobody's; digits that a spreadsheet rounded, and those that stand for no number (0000000000, 123456789), are nobody's either.
/// </summary>
public static partial class PhoneWriting
{
    public const int LongestText = 120;
    private const int MostDigits = 15, FewestDigits = 6, CacheSize = 4_096;

    private static readonly Lazy<PhoneNumberUtil> Plans = new(PhoneNumberUtil.GetInstance);
    private static readonly Read?[] Cache = new Read?[CacheSize];

    /// <summary>Where numbers without a country are dialled, such as <c>GB</c>; null when it is not said. Of the process, because the company is one.</summary>
    public static string? Home { get; set; }

    public static bool IsCountry(string code) => Plans.Value.GetSupportedRegions().Contains(code);

    /// <summary>Empty when there is no number in it, or one that is nobody's.</summary>
    internal static string Of(string text)
    {
        if (PlainPhones.IsOne(text)) return text;
        if (text.Length > LongestText) return "";
        var (home, place) = (Home, string.GetHashCode(text) & (CacheSize - 1));
        if (Cache[place] is { } known && known.Text == text && known.Home == home) return known.Number;
        var number = Of(text, home);
        Cache[place] = new Read(text, home, number);
        return number;
    }

    internal static string Of(string text, string? home)
    {
        var seen = PlainWriting.Of(text);
        if (Rounded().IsMatch(seen)) return "";
        if (Fraction().Match(seen) is { Success: true } whole) seen = whole.Groups[1].Value;
        var parts = WrittenNumber.In(seen);
        if ((parts.Find(p => p.Digits.Length >= FewestDigits) ?? parts.FirstOrDefault()) is not { } written) return "";
        if (Extension().IsMatch(seen[written.End..]) || PlainPhones.StandForNone(written.Digits)) return "";
        var number = Number(written, home);
        // Two numbers of one area may be written with a stroke between; so may an area and a number.
        return number.Length == 0 && written.Stroke >= FewestDigits ? Number(written.Until(written.Stroke), home) : number;
    }

    private static string Number(WrittenNumber written, string? home)
    {
        if (!written.IsInternational) return home is null ? AsDialled(written.Digits) : InPlan(written.Digits, home) ?? AsDialled(written.Digits);
        // The zero in brackets is for callers at home; only where it is part of the number, as in Italy, is it dialled from abroad.
        if (written.Zero > 0 && Parsed("+" + written.Digits.Remove(written.Zero, 1), null) is { } without && Plans.Value.IsValidNumber(without))
            return Plans.Value.Format(without, PhoneNumberFormat.E164);
        return InPlan("+" + written.Digits, null) ?? AsDialled("+" + written.Digits);
    }

    /// <summary>Null when the plan does not know such a number: plans change, so it may be one all the same.</summary>
    private static string? InPlan(string number, string? country)
    {
        if (Parsed(number, country) is not { } parsed) return null;
        return Plans.Value.IsPossibleNumberWithReason(parsed) switch
        {
            PhoneNumberUtil.ValidationResult.IS_POSSIBLE => Settled(Plans.Value.Format(parsed, PhoneNumberFormat.E164), number),
            PhoneNumberUtil.ValidationResult.TOO_LONG => "",
            _ => null,
        };
    }

    // Of several zeros too many one goes each time.
    private static string Settled(string number, string from) => number == from ? number : InPlan(number, null) ?? number;

    private static PhoneNumber? Parsed(string number, string? country)
    {
        try { return Plans.Value.Parse(number, country ?? "ZZ"); }
        catch (NumberParseException) { return null; }
    }

    private static string AsDialled(string number) => number.TrimStart('+').Length <= MostDigits ? number : "";

    private sealed record Read(string Text, string? Home, string Number);

    [GeneratedRegex(@"\d[.,]?\d*E\+?\d", RegexOptions.IgnoreCase)]
    private static partial Regex Rounded();

    // 442079461000.0, as tables with empty cells write whole numbers.
    [GeneratedRegex(@"^(\+?\d{6,15})[.,]0{1,2}$")]
    private static partial Regex Fraction();

    [GeneratedRegex("""
        ^[\s.;:)]*(?:
          (?:x|\#|~|;?ext(?:ensi[oó]n|n)?|anexo|int(?:ern[oa]?)?|durchwahl|dw|nebenstelle|app(?:arat)?|kl(?:appe)?|poste|toestel|tst|ankn(?:ytning)?
            |доб(?:авочный)?|wew(?:n)?|ramal|linka|mell[eé]k|alanumero|pbx|p|w|内線|分机|分機|轉|转|내선)
          [\s.:=]*\d{1,9}
          |,+\s*\#?\d{1,7}\#?\s*$
        )
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Extension();
}
