using System.Text;

namespace Throughline.Mail.Charsets;

/// <summary>
/// UTF-7 (RFC 2152), read only as far as mail needs it: .NET dropped it because it fools filters of web pages. Text decoded from it
/// is sanitised afterwards like any other, so that reading it here is safe. Encoding writes everything but ASCII letters and digits shifted.
/// </summary>
internal sealed class Utf7Encoding : Encoding
{
    public override string WebName => "utf-7";

    public override string EncodingName => "utf-7";

    public override int GetByteCount(char[] chars, int index, int count) => Encode(chars.AsSpan(index, count)).Length;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        ASCII.GetBytes(Encode(chars.AsSpan(charIndex, charCount)), bytes.AsSpan(byteIndex));

    public override int GetCharCount(byte[] bytes, int index, int count) => Decode(bytes.AsSpan(index, count)).Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var text = Decode(bytes.AsSpan(byteIndex, byteCount));
        text.CopyTo(0, chars, charIndex, text.Length);
        return text.Length;
    }

    public override int GetMaxByteCount(int charCount) => charCount * 8 + 8;

    public override int GetMaxCharCount(int byteCount) => byteCount + 1;

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '+') text.Append(bytes[i] < 0x80 ? (char)bytes[i] : '\uFFFD');
            else if (i + 1 < bytes.Length && bytes[i + 1] == '-') { text.Append('+'); i++; }
            else i = Shifted(bytes, i + 1, text);
        }
        return text.ToString();
    }

    // Reads one base64 run of UTF-16 units; answers the index of the last byte it used.
    private static int Shifted(ReadOnlySpan<byte> bytes, int at, StringBuilder text)
    {
        int bits = 0, held = 0;
        for (; at < bytes.Length; at++)
        {
            var digit = Digit(bytes[at]);
            if (digit < 0) break;
            held = (held << 6) | digit;
            bits += 6;
            if (bits < 16) continue;
            bits -= 16;
            text.Append((char)((held >> bits) & 0xFFFF));
            held &= (1 << bits) - 1;
        }
        return at < bytes.Length && bytes[at] == '-' ? at : at - 1;
    }

    private static int Digit(byte b) => b switch
    {
        >= (byte)'A' and <= (byte)'Z' => b - 'A',
        >= (byte)'a' and <= (byte)'z' => b - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => b - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };

    private static string Encode(ReadOnlySpan<char> chars)
    {
        var text = new StringBuilder();
        for (var i = 0; i < chars.Length;)
        {
            if (IsDirect(chars[i])) { text.Append(chars[i++]); continue; }
            var from = i;
            while (i < chars.Length && !IsDirect(chars[i])) i++;
            text.Append('+').Append(System.Convert.ToBase64String(BigEndianUnicode.GetBytes(chars[from..i].ToArray())).TrimEnd('=')).Append('-');
        }
        return text.ToString();
    }

    private static bool IsDirect(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is ' ' or '\r' or '\n' or '\t' or '.' or ',' or '?' or '\'' or '(' or ')' or ':' or '/' or '-';
}
