using System.Buffers;
using System.Buffers.Text;

namespace Throughline.Mail.Reading;

/// <summary>Base64 (RFC 2045, 6.8) with everything real mail does to it: stray characters, missing padding, several blocks in one, text
/// after the end.</summary>
internal static class Base64Text
{
    private static readonly byte[] Digits = Table();

    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length) + 3];
        var status = Base64.DecodeFromUtf8(text, bytes, out var used, out var written);
        if (status != OperationStatus.Done || !OnlyBlanks(text[used..])) written = Tolerant(text, bytes);
        Array.Resize(ref bytes, written);
        return bytes;
    }

    private static bool OnlyBlanks(ReadOnlySpan<byte> rest) => !rest.ContainsAnyExcept(" \t\r\n"u8);

    private static int Tolerant(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        int held = 0, bits = 0, written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
            {
                // Padding ends a block. More base64 behind it is another block; anything else was added on the way.
                if (bits == 0 || bits == 6) continue;
                (held, bits) = (0, 0);
                if (!GoesOn(text[(i + 1)..])) break;
                continue;
            }
            var digit = Digits[text[i]];
            if (digit == 255) continue;
            held = (held << 6) | digit;
            bits += 6;
            if (bits < 8) continue;
            bits -= 8;
            bytes[written++] = (byte)(held >> bits);
            held &= (1 << bits) - 1;
        }
        return written;
    }

    private static bool GoesOn(ReadOnlySpan<byte> rest)
    {
        foreach (var b in rest) if (Digits[b] == 255 && b is not ((byte)'=' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) return false;
        return true;
    }

    private static byte[] Table()
    {
        var table = new byte[256];
        Array.Fill(table, (byte)255);
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (var i = 0; i < 64; i++) table[letters[i]] = (byte)i;
        return table;
    }
}
