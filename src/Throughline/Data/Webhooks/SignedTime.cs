using System.Globalization;
using System.Text.RegularExpressions;

namespace Throughline.Data.Webhooks;

/// <summary>
/// The time beside a signature, as systems write it: a count since 1970 whose size says whether it is seconds, milliseconds, microseconds or
/// nanoseconds, ISO 8601 in its long and short form, or the Date header's (RFC 9110, 5.6.7). Without a zone it is UTC. What would be now
/// every day, such as 10:20, is no time.
/// </summary>
internal static partial class SignedTime
{
    private const int Longest = 50;
    private const decimal LatestSeconds = 253_402_300_799m;

    /// <summary>Null when it is no time.</summary>
    public static DateTimeOffset? Read(string text)
    {
        text = text.Trim().Trim('"');
        if (text.Length is 0 or > Longest) return null;
        if (Count().IsMatch(text) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return Counted(count);
        if (Iso().Match(text) is { Success: true } iso) return OfIso(iso);
        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }

    // Until the year 5138 no two of them can be mistaken for each other.
    private static DateTimeOffset? Counted(decimal count)
    {
        var seconds = count < 1e11m ? count : count < 1e14m ? count / 1e3m : count < 1e17m ? count / 1e6m : count / 1e9m;
        return seconds <= LatestSeconds ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
    }

    private static DateTimeOffset? OfIso(Match iso)
    {
        var digits = iso.Groups["date"].Value.Replace("-", "", StringComparison.Ordinal) + iso.Groups["clock"].Value.Replace(":", "", StringComparison.Ordinal);
        if (!DateTime.TryParseExact(digits.PadRight(14, '0'), "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        var fraction = iso.Groups["fraction"].Value;
        if (fraction.Length > 0) local = local.AddTicks(long.Parse(fraction.PadRight(7, '0')[..7], CultureInfo.InvariantCulture));
        var zone = iso.Groups["zone"].Value.Replace(":", "", StringComparison.Ordinal);
        if (zone.Length == 0 || !char.IsAsciiDigit(zone[^1])) return new(local, TimeSpan.Zero);
        var hours = int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture);
        var minutes = zone.Length > 3 ? int.Parse(zone.AsSpan(3), CultureInfo.InvariantCulture) : 0;
        var offset = new TimeSpan(hours, minutes, 0) * (zone[0] == '-' ? -1 : 1);
        return hours <= 14 && minutes < 60 && local > DateTime.UnixEpoch ? new DateTimeOffset(local - offset, TimeSpan.Zero) : null;
    }

    [GeneratedRegex(@"^\d{9,20}(\.\d*)?$")]
    private static partial Regex Count();

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d|\d{8})(T| +)(?<clock>\d\d:\d\d(:\d\d)?|\d{4}(\d\d)?)([.,](?<fraction>\d{1,20}))?"
        + @" *(?<zone>Z|UTC|GMT|[+-]\d\d(:?\d\d)?)?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();
}
