using System.Buffers;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Data.Import.Values;

/// <summary>
/// Knows a long number that a spreadsheet has rounded: 4.42079E+11, 4,42079E+11. Its last digits are gone, so it says nothing about who
/// or which order it was; strangers would share it.
/// </summary>
internal static class LostDigits
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    public static bool In(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny((byte)'E', (byte)'e') < 0) return false;
        text = Blanks.Plain(text);
        if (!text.IsEmpty && text[0] is (byte)'+' or (byte)'-') text = text[1..];
        var e = text.IndexOfAny((byte)'E', (byte)'e');
        if (e < 1) return false;
        var number = text[..e];
        var power = text[(e + 1)..];
        var isSigned = !power.IsEmpty && power[0] is (byte)'+' or (byte)'-';
        if (isSigned) power = power[1..];
        if (power.Length is 0 or > 3 || power.ContainsAnyExcept(Digits)) return false;
        // 12E5 is an article's name; a rounded number has a part behind its first digit, or a sign before its power.
        var hasPart = number.Length > 2 && number[1] is (byte)'.' or (byte)',';
        var rest = hasPart ? number[2..] : number[1..];
        return char.IsAsciiDigit((char)number[0]) && !rest.ContainsAnyExcept(Digits) && (hasPart || (isSigned && rest.IsEmpty));
    }
}
