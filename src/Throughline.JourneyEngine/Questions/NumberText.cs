using System.Buffers;
using System.Globalization;

namespace Throughline.JourneyEngine;

/// <summary>
/// Reads one amount that was sent as text: 1234.5, 1,234.50, 1.234,50, 12,50, 1 234,50, 1'234.50. The last of two marks is
/// the decimal mark. A mark that groups stands before exactly three digits, each time, and has one to three digits before
/// it; a lone comma that cannot group is a decimal mark, a lone point always is. What fits neither is no number: it is
/// left out of sums and never guessed.
/// </summary>
public static class NumberText
{
    private const int Longest = 60;

    private static readonly SearchValues<char> Marks = SearchValues.Create(",' \u00A0\u202F\u2009’");

    /// <param name="number">As exact as a decimal is: 28 digits.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out decimal number)
    {
        text = text.Trim();
        number = 0;
        if (text.Length is 0 or > Longest) return false;
        if (!text.ContainsAny(Marks) && text.Count('.') < 2)
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        Span<char> plain = stackalloc char[Longest];
        var length = WithoutGroups(text, plain);
        return length > 0 && decimal.TryParse(plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out number);
    }

    // The text with a point and without groups, or nothing when its marks make no sense.
    private static int WithoutGroups(ReadOnlySpan<char> text, Span<char> plain)
    {
        var length = 0;
        if (text[0] is '-' or '+')
        {
            plain[length++] = text[0];
            text = text[1..];
        }
        var point = DecimalMark(text);
        var whole = point < 0 ? text : text[..point];
        if (!TakeWhole(whole, plain, ref length)) return 0;
        if (point < 0) return length;
        plain[length++] = '.';
        foreach (var letter in text[(point + 1)..])
        {
            if (!char.IsAsciiDigit(letter)) return 0;
            plain[length++] = letter;
        }
        return length;
    }

    private static int DecimalMark(ReadOnlySpan<char> text)
    {
        var (comma, point) = (text.LastIndexOf(','), text.LastIndexOf('.'));
        if (comma >= 0 && point >= 0) return Math.Max(comma, point);
        var (mark, last) = comma >= 0 ? (',', comma) : ('.', point);
        if (last < 0 || text.Count(mark) > 1) return -1;
        if (mark == '.') return last;
        // A comma alone: 1,234 groups; 12,50 and 0,125 and 1234,567 do not.
        var groups = text.Length - last - 1 == 3 && last is >= 1 and <= 3 && text[0] != '0';
        return groups ? -1 : last;
    }

    // Groups of three with one mark throughout.
    private static bool TakeWhole(ReadOnlySpan<char> whole, Span<char> plain, ref int length)
    {
        var (mark, since) = ('\0', 0);
        for (var i = 0; i < whole.Length; i++)
        {
            if (char.IsAsciiDigit(whole[i]))
            {
                plain[length++] = whole[i];
                since++;
                continue;
            }
            var isFirst = mark == '\0';
            if (since == 0 || since > 3 || (!isFirst && (since != 3 || whole[i] != mark))) return false;
            (mark, since) = (whole[i], 0);
        }
        return whole.Length > 0 && (mark == '\0' || since == 3) && mark is '\0' or ',' or '.' or ' ' or '\'' or '\u00A0' or '\u202F' or '\u2009' or '’';
    }
}
