using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Throughline.Platform.WrittenTimes;

/// <summary>Whether 3/4/2011 is the third of April or the fourth of March.</summary>
public enum DayOrder { Unknown, DayFirst, MonthFirst }

/// <summary>How a time is written.</summary>
public enum DateShape { None, YearFirst, DayAndMonth, Dotted, MonthByName, Digits, Epoch }

/// <summary>A time as it was written: by the clock on a wall, or with an offset, which for an epoch is zero.</summary>
/// <param name="Local">Microseconds since 1970 by that clock.</param>
public readonly record struct WrittenTime(DateShape Shape, long Local, int? OffsetMinutes);

/// <summary>
/// Reads times as programs and people write them: ISO 8601, 12/1/2010 8:26, 01.12.2010, 1-Dec-2010, Wed, 01 Dec 2010 08:26:00 GMT,
/// 20101201, with the months of other languages; seconds, milliseconds or microseconds since 1970; with AM or PM, fractions of a second, and an offset.
/// </summary>
public static class DateText
{
    private const long Day = 86_400_000_000, Second = 1_000_000;
    private const int Shortest = 6, Longest = 100;

    private static readonly SearchValues<byte> DigitsAndPoint = SearchValues.Create("0123456789."u8);

    public static bool TryRead(ReadOnlySpan<byte> text, DayOrder order, out WrittenTime time)
    {
        time = default;
        if (text.Length > Longest) return false;
        text = Blanks.Plain(text);
        if (text.Length < Shortest) return false;
        if (!text.ContainsAnyExcept(DigitsAndPoint) && text.Count((byte)'.') < 2) return TryDigits(text, out time);
        var rest = text;
        if (TryNumericDate(ref rest, order, out var shape, out var date)) { }
        else if (NamedDate.TryRead(text, out rest, out date)) shape = DateShape.MonthByName;
        else return false;
        if (!ClockText.TryRead(rest, out var clock, out var offset)) return false;
        time = new WrittenTime(shape, date + clock, offset);
        return true;
    }

    /// <summary>Which of the first two numbers can only be a day; unknown when both may be months, or neither date is one.</summary>
    public static DayOrder Settles(ReadOnlySpan<byte> text)
    {
        var (first, second) = (TryRead(text, DayOrder.DayFirst, out var a) && a.Shape == DateShape.DayAndMonth,
            TryRead(text, DayOrder.MonthFirst, out var b) && b.Shape == DateShape.DayAndMonth);
        return first == second ? DayOrder.Unknown : first ? DayOrder.DayFirst : DayOrder.MonthFirst;
    }

    /// <summary>Microseconds of a day's beginning; null when the calendar has no such day, or it is before 1970 or beyond what can be shown.</summary>
    public static long? Midnight(int year, int month, int day)
    {
        if (year is < 1970 or > 9997 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        return (new DateTime(year, month, day).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>Years of two digits: 70 to 99 are of the last century.</summary>
    public static int FullYear(int year, int digits) => digits > 2 ? year : year + (year < 70 ? 2000 : 1900);

    public static bool TryNumber(ref ReadOnlySpan<byte> text, out int number, out int digits) =>
        Utf8Parser.TryParse(text, out number, out digits) && digits <= 4 && Take(ref text, digits) && number >= 0;

    private static bool Take(ref ReadOnlySpan<byte> text, int count)
    {
        var signed = text[0] is (byte)'-' or (byte)'+';
        text = text[count..];
        return !signed;
    }

    private static bool TryNumericDate(ref ReadOnlySpan<byte> text, DayOrder order, out DateShape shape, out long date)
    {
        (shape, date) = (DateShape.None, 0);
        if (!TryNumber(ref text, out var a, out var digits) || !TrySeparator(ref text, out var mark)) return false;
        if (!TryNumber(ref text, out var b, out _) || !TrySeparator(ref text, out var second) || second != mark) return false;
        if (!TryNumber(ref text, out var c, out var yearDigits)) return false;
        shape = digits == 4 ? DateShape.YearFirst : mark == (byte)'.' ? DateShape.Dotted : DateShape.DayAndMonth;
        if (digits is 3 || (digits != 4 && yearDigits is not (2 or 4))) return false;
        // Where days and months are parted by dots, the day comes first.
        var day = shape switch
        {
            DateShape.YearFirst => Midnight(a, b, c),
            DateShape.Dotted => Midnight(FullYear(c, yearDigits), b, a),
            _ => InOrder(a, b, FullYear(c, yearDigits), order)
        };
        date = day ?? 0;
        return day is not null;
    }

    private static long? InOrder(int a, int b, int year, DayOrder order) => order switch
    {
        DayOrder.DayFirst => Midnight(year, b, a),
        DayOrder.MonthFirst => Midnight(year, a, b),
        DayOrder.Unknown => a == b ? Midnight(year, a, b) : null,
    };

    private static bool TrySeparator(ref ReadOnlySpan<byte> text, out byte mark)
    {
        mark = text.IsEmpty ? (byte)0 : text[0];
        if (mark is not ((byte)'-' or (byte)'/' or (byte)'.')) return false;
        text = text[1..];
        return true;
    }

    // The length tells which: 8, 12 and 14 digits are a calendar's, 9 and 10 seconds, 13 and 16 parts of them.
    private static bool TryDigits(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        time = default;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text.Length : point;
        if (point < 0 && whole is 8 or 12 or 14) return TryCalendarDigits(text, out time);
        if (!Utf8Parser.TryParse(text, out decimal number, out var used) || used != text.Length) return false;
        var scale = whole switch { 9 or 10 => Second, 13 => 1_000, 16 => 1, _ => 0 };
        time = new WrittenTime(DateShape.Epoch, (long)(number * scale), 0);
        return scale > 0 && number * scale < 253_370_764_800_000_000;
    }

    private static bool TryCalendarDigits(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        var digits = Encoding.ASCII.GetString(text);
        int Part(int from, int length) => from < digits.Length ? int.Parse(digits.AsSpan(from, length), provider: null) : 0;
        var day = Midnight(Part(0, 4), Part(4, 2), Part(6, 2));
        var (hours, minutes, seconds) = (Part(8, 2), Part(10, 2), Part(12, 2));
        time = new WrittenTime(DateShape.Digits, (day ?? 0) + ((hours * 60 + minutes) * 60 + seconds) * Second, null);
        return day is not null && hours < 24 && minutes < 60 && seconds < 60 && time.Local - day < Day;
    }
}
