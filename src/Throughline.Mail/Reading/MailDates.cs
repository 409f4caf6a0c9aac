using System.Collections.Frozen;
using System.Globalization;

namespace Throughline.Mail.Reading;

/// <summary>
/// Dates in headers (RFC 5322, 3.3 and 4.3) and the broken forms that real mail carries: two-digit years, named zones, missing
/// seconds or zone (taken as UTC), ISO 8601, month before day.
/// </summary>
public static class MailDates
{
    private const int Longest = 200;

    private static readonly FrozenDictionary<string, int> Zones = new Dictionary<string, int>
    {
        ["UT"] = 0, ["UTC"] = 0, ["GMT"] = 0, ["Z"] = 0, ["WET"] = 0, ["EST"] = -300, ["EDT"] = -240, ["CST"] = -360, ["CDT"] = -300,
        ["MST"] = -420, ["MDT"] = -360,
        ["PST"] = -480, ["PDT"] = -420, ["BST"] = 60, ["CET"] = 60, ["MET"] = 60, ["CEST"] = 120, ["MEST"] = 120, ["EET"] = 120,
        ["EEST"] = 180, ["MSK"] = 180, ["JST"] = 540,
        ["KST"] = 540, ["AEST"] = 600, ["AEDT"] = 660, ["NZST"] = 720, ["NZDT"] = 780, ["IST"] = 330, ["HKT"] = 480, ["SGT"] = 480,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The instant with its own offset, or null when the value cannot be a date. Years from 1970 to 9998.</summary>
    public static DateTimeOffset? Read(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (value.Length > Longest) value = value[..Longest];
        var found = new Found();
        foreach (var word in Words(value)) found.Take(word);
        return found.Date() ?? Iso(value);
    }

    // Comments go; blanks and commas separate; "21-Nov-2026" and "12:00:00+0100" come apart.
    private static IEnumerable<string> Words(string value)
    {
        var depth = 0;
        var word = "";
        foreach (var c in value + " ")
        {
            if (c == '(') depth++;
            else if (c == ')' && depth > 0) { depth--; continue; }
            if (depth > 0) continue;
            var splits = char.IsWhiteSpace(c)
                || c == ','
                || c is '-' or '/' && word.Length > 0 && !word.Contains(':', StringComparison.Ordinal) && !Zones.ContainsKey(word);
            var startsZone = c is '+' or '-' && (word.Contains(':', StringComparison.Ordinal) || Zones.ContainsKey(word));
            if ((splits || startsZone) && word.Length > 0) { yield return word; word = ""; }
            if (!splits || startsZone) word += c;
        }
    }

    private static DateTimeOffset? Iso(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date)
            && date.Year is >= 1970 and < 9999
            ? date
            : null;

    private sealed class Found
    {
        private int day, month, year = -1;
        private int? zone;
        private TimeSpan? time;

        public void Take(string word)
        {
            if (word.Contains(':', StringComparison.Ordinal)) { time ??= Time(word); return; }
            if (word[0] is '+' or '-' && time is not null) { zone = Offset(word) ?? zone; return; }
            if (Zones.TryGetValue(word, out var minutes)) { zone ??= minutes; return; }
            if (char.IsAsciiLetter(word[0]))
            {
                var found = word.Length < 3 ? -1 : Array.FindIndex(Months, m => word.StartsWith(m, StringComparison.OrdinalIgnoreCase));
                if (month == 0 && found >= 0) month = found + 1;
                if (word.Equals("pm", StringComparison.OrdinalIgnoreCase) && time is { Hours: < 12 }) time += TimeSpan.FromHours(12);
                return;
            }
            if (!int.TryParse(word.TrimEnd('.', 't', 'h', 's', 'n', 'd', 'r'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return;
            if (day == 0 && number is >= 1 and <= 31 && word.Length <= 2) day = number;
            else if (year < 0) year = Year(number, word.Length);
        }

        public DateTimeOffset? Date()
        {
            if (day == 0 || month == 0 || year is < 1970 or > 9998 || time is null || day > DateTime.DaysInMonth(year, month)) return null;
            return new DateTimeOffset(new DateTime(year, month, day).Add(time.Value), TimeSpan.FromMinutes(zone ?? 0));
        }

        // RFC 5322, 4.3: 00 to 49 means 2000 on, other two and three digits count from 1900.
        private static int Year(
            int number, int digits) => digits switch { <= 2 => number < 50 ? 2000 + number : 1900 + number, 3 => 1900 + number, _ => number };

        private static TimeSpan? Time(string word)
        {
            var parts = word.Split(':', '.');
            if (parts.Length < 2 || !Number(parts[0], 24, out var hours) || !Number(parts[1], 59, out var minutes)) return null;
            var seconds = 0;
            if (parts.Length > 2 && !Number(parts[2], 60, out seconds)) return null;
            return new TimeSpan(hours % 24, minutes, Math.Min(seconds, 59));   // a leap second is read as the one before
        }

        private static bool Number(string text, int most, out int number) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;

        private static int? Offset(string word)
        {
            var digits = word[1..].Replace(":", "", StringComparison.Ordinal);
            if (digits.Length is 0 or > 4 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            var minutes = digits.Length <= 2 ? number * 60 : number / 100 * 60 + number % 100;
            return minutes > 14 * 60 ? null : word[0] == '-' ? -minutes : minutes;
        }
    }
}
