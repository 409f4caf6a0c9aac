using System.Globalization;
using System.Numerics;

namespace Throughline.JourneyEngine;

/// <summary>
/// A decimal number as it was written, however many digits it has, so that two ids of twenty digits are the same only
/// when all of their digits are. Written as JSON writes numbers; blanks around it and a plus do no harm.
/// </summary>
internal readonly struct ExactNumber : IComparable<ExactNumber>
{
    private const int Longest = 1_000, FarthestPoint = 1_000;

    // What a decimal holds without rounding, whatever its digits are.
    private const int SurelyExact = 28;

    private readonly decimal? _short;
    private readonly BigInteger _digits;
    private readonly int _tens;

    private ExactNumber(decimal number) => _short = number;

    private ExactNumber(BigInteger digits, int tens) => (_digits, _tens) = (digits, tens);

    /// <summary>The number that a text is; null when it is none, or beyond a thousand digits.</summary>
    public static ExactNumber? Read(string text)
    {
        if (text.Length <= SurelyExact && !text.AsSpan().ContainsAny('e', 'E'))
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new(number) : null;
        return text.Length <= Longest ? ReadLong(text.AsSpan().Trim()) : null;
    }

    public int CompareTo(ExactNumber other)
    {
        if (_short is { } mine && other._short is { } theirs) return mine.CompareTo(theirs);
        var ((a, aTens), (b, bTens)) = (Parts(), other.Parts());
        return aTens >= bTens ? (a * BigInteger.Pow(10, aTens - bTens)).CompareTo(b) : a.CompareTo(b * BigInteger.Pow(10, bTens - aTens));
    }

    private (BigInteger Digits, int Tens) Parts()
    {
        if (_short is not { } number) return (_digits, _tens);
        var bits = decimal.GetBits(number);
        return (new BigInteger(new decimal(bits[0], bits[1], bits[2], decimal.IsNegative(number), scale: 0)), -number.Scale);
    }

    private static ExactNumber? ReadLong(ReadOnlySpan<char> text)
    {
        var tens = 0;
        if (text.IndexOfAny('e', 'E') is var mark and >= 0)
        {
            if (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out tens)) return null;
            text = text[..mark];
        }
        var point = text.IndexOf('.');
        if (point >= 0) tens -= text.Length - point - 1;
        var digits = point < 0 ? text.ToString() : string.Concat(text[..point], text[(point + 1)..]);
        return Math.Abs(tens) <= FarthestPoint + Longest
            && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? new(whole, tens)
            : null;
    }
}
