using System.Text;

namespace Throughline.Platform.WrittenTimes;

/// <summary>Reads what follows a date: a time of day and an offset, or nothing.</summary>
internal static class ClockText
{
    private const long Second = 1_000_000;

    /// <param name="micros">Microseconds since midnight.</param>
    /// <param name="offset">Minutes before UTC; null when none is written.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out long micros, out int? offset)
    {
        (micros, offset) = (0, null);
        if (text.IsEmpty) return true;
        if (text[0] is not ((byte)'T' or (byte)' ' or (byte)',' or (byte)'t')) return false;
        text = text[1..].TrimStart((byte)' ');
        if (text.IsEmpty) return true;
        if (!DateText.TryNumber(ref text, out var hours, out _) || !TryPart(ref text, out var minutes)) return false;
        var seconds = 0;
        long fraction = 0;
        if (!text.IsEmpty && text[0] == (byte)':' && (!TryPart(ref text, out seconds) || !TryFraction(ref text, out fraction))) return false;
        if (!TryHalf(ref text, ref hours) || !TryOffset(text, out offset)) return false;
        // 24:00 ends a day; a leap second counts as the one before.
        if (hours > 24 || minutes > 59 || seconds > 60 || (hours == 24 && (minutes > 0 || seconds > 0))) return false;
        micros = ((hours * 60 + minutes) * 60 + Math.Min(seconds, 59)) * Second + fraction;
        return true;
    }

    private static bool TryPart(ref ReadOnlySpan<byte> text, out int part)
    {
        part = 0;
        if (text.IsEmpty || text[0] != (byte)':') return false;
        text = text[1..];
        return DateText.TryNumber(ref text, out part, out var digits) && digits <= 2;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.IsEmpty || text[0] is not ((byte)'.' or (byte)',')) return true;
        text = text[1..];
        var unit = 100_000L;
        var digits = 0;
        for (; digits < text.Length && char.IsAsciiDigit((char)text[digits]); digits++, unit /= 10) micros += (text[digits] - '0') * unit;
        text = text[digits..];
        return digits > 0;
    }

    private static bool TryHalf(ref ReadOnlySpan<byte> text, ref int hours)
    {
        var word = text.TrimStart((byte)' ');
        if (word.Length < 2 || (word[0] | 0x20) is not ('a' or 'p')) return true;
        // am, PM, a.m., p. m.
        var after = word[1..].TrimStart(". "u8);
        if (after.IsEmpty || (after[0] | 0x20) != 'm') return true;
        if (hours is 0 or > 12) return false;
        hours = hours % 12 + ((word[0] | 0x20) == 'p' ? 12 : 0);
        text = after[1..].TrimStart((byte)'.');
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int? minutes)
    {
        text = text.Trim((byte)' ');
        minutes = null;
        if (text.IsEmpty) return true;
        if (text.SequenceEqual("Z"u8) || text.SequenceEqual("z"u8) || text.SequenceEqual("UTC"u8) || text.SequenceEqual("GMT"u8))
        {
            minutes = 0;
            return true;
        }
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length is < 3 or > 6) return false;
        var digits = Encoding.ASCII.GetString(text[1..]).Replace(":", "", StringComparison.Ordinal);
        if (digits.Length is not (2 or 4) || !digits.All(char.IsAsciiDigit)) return false;
        var (hours, rest) = (int.Parse(digits.AsSpan(0, 2), provider: null), digits.Length == 4 ? int.Parse(digits.AsSpan(2), provider: null) : 0);
        minutes = (hours * 60 + rest) * (text[0] == '-' ? -1 : 1);
        return hours <= 14 && rest < 60;
    }
}
