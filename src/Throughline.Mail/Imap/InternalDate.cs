using System.Globalization;

namespace Throughline.Mail.Imap;

/// <summary>IMAP's date-time: "17-Jul-1996 02:44:25 -0700" with the day padded by a space (RFC 3501 section 9).</summary>
internal static class InternalDate
{
    public static string Format(DateTimeOffset date)
    {
        var zone = date.Offset;
        var sign = zone < TimeSpan.Zero ? '-' : '+';
        return string.Create(CultureInfo.InvariantCulture, $"\"{date.Day,2}-{date:MMM-yyyy HH:mm:ss} {sign}{zone:hhmm}\"");
    }

    public static DateTimeOffset? Parse(string text)
    {
        var cut = text.LastIndexOf(' ');
        var isDate = DateTime.TryParseExact(
            cut < 0 ? text : text[..cut].Trim(), "d-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        if (!isDate || Zone(text[(cut + 1)..]) is not { } zone) return null;
        var ticks = local.Ticks - zone.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(local, zone);
    }

    private static TimeSpan? Zone(string zone)
    {
        if (zone.Length != 5 || zone[0] is not ('+' or '-') || !int.TryParse(zone.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
            return null;
        var offset = new TimeSpan(digits / 100, digits % 100, 0);
        if (digits % 100 > 59 || offset > TimeSpan.FromHours(14)) return null;
        return zone[0] == '-' ? -offset : offset;
    }
}
