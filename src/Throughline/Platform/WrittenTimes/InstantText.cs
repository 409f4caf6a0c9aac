using System.Buffers;
using System.Text;

namespace Throughline.Platform.WrittenTimes;

/// <summary>
/// Times at the doors, where nobody can be asked: ISO 8601, the month by name, and counts since 1970 whose size says what they count.
/// Without a zone it is UTC, wherever the server stands. 3/4/2024, 03.04.2024, March 6 and 10:20 are none.
/// </summary>
public static class InstantText
{
    // What a calendar can show: the years 1970 to 9998.
    private const long Latest = 253_370_764_800_000_000;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    /// <summary>Microseconds since 1970; null when it is no time, can be read in two ways, or is before 1970.</summary>
    /// <param name="text">UTF-8.</param>
    public static long? Read(ReadOnlySpan<byte> text)
    {
        if (!DateText.TryRead(text, DayOrder.Unknown, out var time) || time.Shape is DateShape.DayAndMonth or DateShape.Dotted) return null;
        if (time.Shape == DateShape.MonthByName && !HasWholeYear(text)) return null;
        var utc = time.Local - (time.OffsetMinutes ?? 0) * 60_000_000L;
        return utc is >= 0 and < Latest ? utc : null;
    }

    public static long? Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Microseconds since 1970 of a count in seconds, milliseconds, microseconds or nanoseconds. From March 1973 to 2286 the size says which;
    /// 20240306 and 20240306102000 lie outside of all and are none.
    /// </summary>
    public static long? Counted(double count)
    {
        var microseconds = count switch
        {
            >= 1e8 and < 1e11 => count * 1e6,
            >= 1e11 and < 1e13 => count * 1e3,
            >= 1e14 and < 1e16 => count,
            >= 1e17 and < 1e19 => count / 1e3,
            _ => double.NaN,
        };
        return microseconds < Latest ? (long)Math.Round(microseconds) : null;
    }

    // Of 06 Mar 24 nobody knows which is the year.
    private static bool HasWholeYear(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOfAny(Digits); at >= 0; at = text.IndexOfAny(Digits))
        {
            text = text[at..];
            var run = text.IndexOfAnyExcept(Digits);
            if ((run < 0 ? text.Length : run) >= 4) return true;
            if (run < 0) return false;
            text = text[run..];
        }
        return false;
    }
}
