namespace Throughline.Mail.Reading;

/// <summary>Quoted-printable (RFC 2045, 6.7) and the Q encoding of headers (RFC 2047, 4.2). What is not a valid escape stays as it is.</summary>
internal static class QuotedPrintable
{
    public static byte[] Decode(ReadOnlySpan<byte> text) => Decode(text, isWord: false);

    /// <summary>Decodes the Q encoding, in which an underscore is a blank.</summary>
    public static byte[] DecodeWord(ReadOnlySpan<byte> text) => Decode(text, isWord: true);

    private static byte[] Decode(ReadOnlySpan<byte> text, bool isWord)
    {
        var bytes = new byte[text.Length];
        var written = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOf((byte)'=');
            if (plain < 0) plain = text.Length;
            text[..plain].CopyTo(bytes.AsSpan(written));
            if (isWord) bytes.AsSpan(written, plain).Replace((byte)'_', (byte)' ');
            written += plain;
            text = text[plain..];
            if (!text.IsEmpty) text = text[Escape(text, bytes, ref written)..];
        }
        Array.Resize(ref bytes, written);
        return bytes;
    }

    // Reads what starts with "=" and answers how many bytes it took.
    private static int Escape(ReadOnlySpan<byte> text, byte[] bytes, ref int written)
    {
        if (text.Length >= 3 && Hex(text[1]) is >= 0 and var high && Hex(text[2]) is >= 0 and var low)
        {
            bytes[written++] = (byte)(high << 4 | low);
            return 3;
        }
        var blanks = text[1..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (blanks < 0) return text.Length;   // "=" and blanks at the very end: a soft line break that lost its line
        var end = text[(1 + blanks)..];
        if (end.StartsWith("\r\n"u8)) return blanks + 3;
        if (end[0] is (byte)'\n' or (byte)'\r') return blanks + 2;
        bytes[written++] = (byte)'=';
        return 1;
    }

    private static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        _ => -1,
    };
}
