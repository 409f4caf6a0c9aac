using System.Buffers.Text;
using System.Text;
using Throughline.Mail.Reading;

namespace Throughline.Mail.Writing;

/// <summary>A text made fit for transfer: as it is where that is safe, else quoted-printable or base64, whichever is shorter (RFC 2045, 6).</summary>
internal sealed record EncodedBody(string Name, byte[] Bytes)
{
    private const int LongestPlainLine = 900;
    private const int Widest = 76;
    private const int BytesALine = Widest / 4 * 3;

    /// <summary>Encodes text with CRLF line ends; a last line break is added when it lacks one.</summary>
    public static EncodedBody Text(string text)
    {
        var lines = BodyText.Lines(text).Replace("\n", "\r\n", StringComparison.Ordinal);
        if (!lines.EndsWith("\r\n", StringComparison.Ordinal)) lines += "\r\n";
        var bytes = Encoding.UTF8.GetBytes(lines);
        if (IsPlain(bytes)) return new("7bit", bytes);
        var special = 0;
        foreach (var b in bytes) if (b is > 126 or (byte)'=') special++;
        // Quoted-printable triples what it must quote; base64 adds a third to everything.
        if (special * 6 <= bytes.Length) return new("quoted-printable", Quoted(bytes));
        using var encoded = new MemoryStream();
        WriteBase64(bytes, encoded);
        return new("base64", encoded.ToArray());
    }

    /// <summary>Base64 in lines of 76, the last one ended too.</summary>
    public static void WriteBase64(ReadOnlySpan<byte> content, MemoryStream into)
    {
        Span<byte> line = stackalloc byte[Widest + 2];
        while (!content.IsEmpty)
        {
            var take = content[..Math.Min(BytesALine, content.Length)];
            Base64.EncodeToUtf8(take, line, out _, out var written);
            "\r\n"u8.CopyTo(line[written..]);
            into.Write(line[..(written + 2)]);
            content = content[take.Length..];
        }
    }

    // ASCII without controls, without long lines, and without what systems on the way change: blanks at line ends, "From ", a lone dot.
    private static bool IsPlain(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf("\r\n"u8);
            var line = bytes[..end];
            if (line.Length > LongestPlainLine || line.StartsWith("From "u8) || line.StartsWith("."u8) || line is [.., (byte)' ' or (byte)'\t']) return false;
            if (line.ContainsAnyExceptInRange((byte)32, (byte)126) && line.IndexOfAnyExcept(Plain) >= 0) return false;
            bytes = bytes[(end + 2)..];
        }
        return true;
    }

    private static readonly System.Buffers.SearchValues<byte> Plain =
        System.Buffers.SearchValues.Create([(byte)'\t', .. Enumerable.Range(32, 95).Select(i => (byte)i)]);

    private static byte[] Quoted(ReadOnlySpan<byte> bytes)
    {
        using var quoted = new MemoryStream(bytes.Length * 5 / 4);
        Span<byte> escape = stackalloc byte[3];
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf("\r\n"u8);
            var line = bytes[..end];
            var column = 0;
            for (var i = 0; i < line.Length; i++)
            {
                var plain = line[i] is >= 33 and <= 126 and not (byte)'=' || line[i] is (byte)' ' or (byte)'\t' && i < line.Length - 1;
                if (i == 0 && (line.StartsWith("From "u8) || line[0] == '.')) plain = false;
                if (column + (plain ? 1 : 3) > Widest - 1) { quoted.Write("=\r\n"u8); column = 0; }
                if (plain) { quoted.WriteByte(line[i]); column++; continue; }
                escape[0] = (byte)'=';
                escape[1] = Hex(line[i] >> 4);
                escape[2] = Hex(line[i] & 15);
                quoted.Write(escape);
                column += 3;
            }
            quoted.Write("\r\n"u8);
            bytes = bytes[(end + 2)..];
        }
        return quoted.ToArray();
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
