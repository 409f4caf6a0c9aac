using System.Buffers;
using System.Text;
using Throughline.Mail.Charsets;

namespace Throughline.Mail.Reading;

/// <summary>Header bytes to text (RFC 5322, 2.2.3; RFC 6532).</summary>
internal static class HeaderText
{
    private static readonly SearchValues<byte> Odd = SearchValues.Create("\r\n\0\e"u8);   // an escape may lead to Japanese (RFC 1468)

    /// <summary>
    /// Undoes folding, reads raw 8-bit as UTF-8 or by the message's own charset, and trims. A fold becomes the blank it stands for:
    /// one space where the continuation starts with a tab.
    /// </summary>
    public static string Unfold(ReadOnlySpan<byte> raw, string? fallbackCharset)
    {
        raw = raw.Trim(" \t\r\n"u8);
        if (raw.IndexOfAny(Odd) < 0 && Ascii.IsValid(raw)) return Encoding.ASCII.GetString(raw);
        var text = CharsetGuess.Decode(raw, fallbackCharset);
        if (text.AsSpan().IndexOfAny('\r', '\n', '\0') < 0) return text;

        var unfolded = new StringBuilder(text.Length);
        var atFold = false;
        foreach (var c in text)
        {
            if (c is '\r' or '\n') { atFold = true; continue; }
            if (atFold)
            {
                atFold = false;
                if (c is not (' ' or '\t')) unfolded.Append(' ');
                else { unfolded.Append(' '); continue; }
            }
            if (c != '\0') unfolded.Append(c);
        }
        return unfolded.ToString().Trim();
    }
}
