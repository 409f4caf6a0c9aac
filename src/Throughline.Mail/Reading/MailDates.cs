using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Utils;

namespace Throughline.Mail.Reading;

/// <summary>
/// Dates in headers (RFC 5322, 3.3 and 4.3) and the broken forms that real mail carries, read by MimeKit. What it does not know is put into
/// its words first: ISO 8601, the names of zones, offsets behind "GMT".
/// </summary>
public static partial class MailDates
{
    private const int Longest = 200;

    private static readonly FrozenDictionary<string, string> Zones = new Dictionary<string, string>
    {
        ["WET"] = "+0000", ["BST"] = "+0100", ["CET"] = "+0100", ["MET"] = "+0100", ["CEST"] = "+0200", ["MEST"] = "+0200", ["EET"] = "+0200",
        ["EEST"] = "+0300", ["MSK"] = "+0300", ["IST"] = "+0530", ["HKT"] = "+0800", ["SGT"] = "+0800", ["JST"] = "+0900", ["KST"] = "+0900",
        ["AEST"] = "+1000", ["AEDT"] = "+1100", ["NZST"] = "+1200", ["NZDT"] = "+1300",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The instant with its own offset, or null when the value cannot be a date. Years from 1970 to 9998.</summary>
    public static DateTimeOffset? Read(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (value.Length > Longest) value = value[..Longest];
        var isIso = IsIso().IsMatch(value);
        var found = !isIso && DateUtils.TryParse(Encoding.UTF8.GetBytes(InMimeKitsWords(value)), out var date) ? date : Iso(value);
        return found is { Year: >= 1970 and < 9999 } ? found : null;
    }

    private static string InMimeKitsWords(string value) =>
        ZoneName().Replace(OffsetBehindName().Replace(value, "$1"), name => Zones.GetValueOrDefault(name.Value, name.Value));

    private static DateTimeOffset? Iso(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date)
            ? date
            : null;

    [GeneratedRegex(@"^\s*\d{4}-\d\d?-\d\d?")]
    private static partial Regex IsIso();

    [GeneratedRegex(@"\b(?:GMT|UTC|UT)\s*([+-]\d)")]
    private static partial Regex OffsetBehindName();

    [GeneratedRegex(@"\b[A-Za-z]{3,4}\b")]
    private static partial Regex ZoneName();
}
