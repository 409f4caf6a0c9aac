using System.Text;

namespace Throughline.Mail.Charsets;

/// <summary>
/// ISO-2022-CN (RFC 1922): GB 2312 and CNS 11643 planes 1 and 2 behind escapes and shifts. The character tables are .NET's own
/// (code pages 936 and 20000), reached by setting the high bits. Decoding only: encoding answers ASCII, with <c>?</c> for the rest.
/// </summary>
internal sealed class Iso2022CnEncoding : Encoding
{
    private const byte Escape = 0x1B, ShiftOut = 0x0E, ShiftIn = 0x0F;
    private static readonly Encoding Gb = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
    private static readonly Encoding Cns = CodePagesEncodingProvider.Instance.GetEncoding(20000)!;

    public override string WebName => "iso-2022-cn";

    public override string EncodingName => "iso-2022-cn";

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        ASCII.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => Decode(bytes.AsSpan(index, count)).Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var text = Decode(bytes.AsSpan(byteIndex, byteCount));
        text.CopyTo(0, chars, charIndex, text.Length);
        return text.Length;
    }

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount * 2;

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        var (shifted, plane1) = (false, false);
        for (var i = 0; i < bytes.Length; i++)
        {
            var rest = bytes[i..];
            if (rest.StartsWith("\u001b$)A"u8)) { plane1 = false; i += 3; }
            else if (rest.StartsWith("\u001b$)G"u8)) { plane1 = true; i += 3; }
            else if (rest.StartsWith("\u001b$)E"u8) || rest.StartsWith("\u001b$*H"u8)) i += 3;
            else if (rest.StartsWith("\u001bN"u8) && rest.Length >= 4) { Append(text, Cns, (byte)(rest[2] | 0x80), (byte)(rest[3] & 0x7F)); i += 3; }
            else if (bytes[i] == ShiftOut) shifted = true;
            else if (bytes[i] == ShiftIn) shifted = false;
            else if (bytes[i] is (byte)'\n' or (byte)'\r') { shifted = false; text.Append((char)bytes[i]); }   // RFC 1922: a line end shifts in
            else if (shifted && bytes[i] > 0x20 && rest.Length >= 2) { Append(text, plane1 ? Cns : Gb, (byte)(rest[0] | 0x80), (byte)(rest[1] | 0x80)); i++; }
            else if (bytes[i] != Escape) text.Append(bytes[i] < 0x80 ? (char)bytes[i] : '\uFFFD');
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, Encoding set, byte high, byte low) => text.Append(set.GetString([high, low]));
}
