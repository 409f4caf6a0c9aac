using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Platform.WrittenNumbers;

/// <summary>Which sign stands before the parts of one in a column's numbers; mixed when its rows disagree.</summary>
internal enum DecimalMark { Unknown, Point, Comma, Mixed }

/// <summary>What one number's writing tells of its column.</summary>
internal enum NumberKind { None, Whole, PointMark, CommaMark, Doubtful }

/// <summary>
/// Reads numbers as spreadsheets write them: 1234.5, 1,234.50, 1.234,50, 12,5, 1 234,50, 1'234.50, 12- and (12). Thousands are parted before
/// three digits only. 1.234 and 1,234 can be read in two ways: the column says in which.
/// </summary>
internal static class NumberText
{
    private const decimal Largest = 1_000_000_000_000m;
    private const int Longest = 40;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8), Plain = SearchValues.Create("0123456789-"u8);

    /// <summary>False when it is no number, or can be read in two ways and the column does not say in which.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, DecimalMark mark, out decimal number)
    {
        // Most numbers are whole, or have two digits behind the point.
        if (text.Length is > 0 and < 16 && (!text.ContainsAnyExcept(Plain) || IsPlain(text)))
            return Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && Math.Abs(number) < Largest;
        number = 0;
        Span<byte> into = stackalloc byte[Longest + 2];
        var kind = Cut(text, into, mark, out var length);
        if (kind == NumberKind.None || (kind == NumberKind.Doubtful && mark is DecimalMark.Unknown or DecimalMark.Mixed)) return false;
        return Utf8Parser.TryParse(into[..length], out number, out var read) && read == length && Math.Abs(number) < Largest;
    }

    /// <summary>
    /// Reads a number that has no column: what can be read in two ways is read as programs write it, 1,234 with thousands and 1.234 with a
    /// decimal part. Takes exponents, as JSON has them.
    /// </summary>
    public static decimal? ReadAlone(string text)
    {
        if (text.Length > Longest) return null;
        Span<byte> bytes = stackalloc byte[Longest * 3];
        if (TryRead(bytes[..Encoding.UTF8.GetBytes(text, bytes)], DecimalMark.Point, out var number)) return number;
        return text.AsSpan().ContainsAny('e', 'E') && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? number : null;
    }

    public static NumberKind KindOf(ReadOnlySpan<byte> text)
    {
        Span<byte> into = stackalloc byte[Longest + 2];
        return Cut(text, into, DecimalMark.Unknown, out _);
    }

    // 12.5 and 12.50: nothing else than a decimal point.
    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        var point = text.IndexOf((byte)'.');
        var after = text.Length - point - 1;
        return point > 0 && after is 1 or 2 && !text[..point].ContainsAnyExcept(Plain) && !text[(point + 1)..].ContainsAnyExcept(Digits);
    }

    /// <summary>Writes the number as programs do, and says what it tells of its column.</summary>
    private static NumberKind Cut(ReadOnlySpan<byte> text, Span<byte> into, DecimalMark mark, out int length)
    {
        length = 0;
        text = Blanks.Plain(text);
        if (text.IsEmpty || text.Length > Longest) return NumberKind.None;
        var isNegative = TakeSign(ref text);
        if (text.IsEmpty) return NumberKind.None;
        if (isNegative) into[length++] = (byte)'-';
        var end = text.LastIndexOfAny(".,"u8);
        if (end < 0) return Grouped(text, into, ref length, out _) ? NumberKind.Whole : NumberKind.None;
        var whole = text[..end];
        var sign = text[end];
        var rest = text[(end + 1)..];
        if (rest.ContainsAnyExcept(Digits) || (rest.IsEmpty && whole.IsEmpty)) return NumberKind.None;
        if (whole.IndexOf(sign) >= 0) return OnlyGroups(text, into, ref length, sign);
        if (!Grouped(whole, into, ref length, out var parted)) return NumberKind.None;
        var isDoubtful = parted == 0 && rest.Length == 3 && whole.Length is > 0 and <= 3 && whole[0] != (byte)'0';
        var isPart = !isDoubtful || (mark == DecimalMark.Comma) == (sign == (byte)',');
        if (isPart && !rest.IsEmpty) into[length++] = (byte)'.';
        rest.CopyTo(into[length..]);
        length += rest.Length;
        return isDoubtful ? NumberKind.Doubtful : sign == (byte)',' ? NumberKind.CommaMark : NumberKind.PointMark;
    }

    // 1.234.567: of a sign that comes twice no decimal part can follow.
    private static NumberKind OnlyGroups(ReadOnlySpan<byte> text, Span<byte> into, ref int length, byte sign)
    {
        if (!Grouped(text, into, ref length, out var parted) || parted != sign) return NumberKind.None;
        return sign == (byte)',' ? NumberKind.PointMark : NumberKind.CommaMark;
    }

    /// <summary>Digits, parted by one sign before each three of them, or as in India before two and the last three.</summary>
    private static bool Grouped(ReadOnlySpan<byte> text, Span<byte> into, ref int length, out byte parted)
    {
        parted = 0;
        var first = true;
        while (true)
        {
            var end = text.IndexOfAnyExcept(Digits);
            var run = end < 0 ? text.Length : end;
            var isLast = end < 0;
            if (first ? run == 0 && !isLast || (!isLast && run > 3) : run != 3 && (isLast || run != 2 || parted != (byte)',')) return false;
            text[..run].CopyTo(into[length..]);
            length += run;
            if (isLast) return true;
            var (sign, width) = Parting(text[run..]);
            if (sign == 0 || (parted != 0 && parted != sign)) return false;
            (parted, first) = (sign, false);
            text = text[(run + width)..];
        }
    }

    private static (byte Sign, int Width) Parting(ReadOnlySpan<byte> text) =>
        text[0] is (byte)'.' or (byte)',' or (byte)' ' or (byte)'\'' ? (text[0], 1) : text.StartsWith("’"u8) ? ((byte)'\'', 3) : ((byte)0, 0);

    private static bool TakeSign(ref ReadOnlySpan<byte> text)
    {
        var width = text.StartsWith("−"u8) ? 3 : text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        if (width > 0)
        {
            var isNegative = text[0] != (byte)'+';
            text = text[width..].TrimStart((byte)' ');
            return isNegative;
        }
        if (text[0] == (byte)'(' && text[^1] == (byte)')') text = text[1..^1].Trim((byte)' ');
        else if (text[^1] == (byte)'-') text = text[..^1].TrimEnd((byte)' ');
        else return false;
        return true;
    }
}
