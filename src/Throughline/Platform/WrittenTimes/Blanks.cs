using System.Text;

namespace Throughline.Platform.WrittenTimes;

/// <summary>Makes the many blanks of written times and numbers one: ICU writes a narrow one before AM, French files one between thousands.</summary>
public static class Blanks
{
    /// <summary>The text with plain blanks and without marks that are not seen; itself when it is ASCII. In UTF-8.</summary>
    public static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text)) return text.Trim((byte)' ');
        var into = new byte[text.Length];
        var length = 0;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var used);
            if (IsBlank(rune.Value)) into[length++] = (byte)' ';
            else if (!IsUnseen(rune.Value)) length += Copy(text[..used], into.AsSpan(length));
            text = text[used..];
        }
        return into.AsSpan(0, length).Trim((byte)' ');
    }

    private static int Copy(ReadOnlySpan<byte> rune, Span<byte> into)
    {
        rune.CopyTo(into);
        return rune.Length;
    }

    private static bool IsBlank(int rune) => rune is 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x202F or 0x205F or 0x3000;

    // Marks of writing direction, joiners and the byte-order mark.
    private static bool IsUnseen(int rune) => rune is (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or 0x2060 or (>= 0x2066 and <= 0x2069) or 0xFEFF;
}
