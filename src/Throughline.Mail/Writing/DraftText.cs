using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Encodings;
using Throughline.Mail.Reading;

namespace Throughline.Mail.Writing;

/// <summary>A text made fit for transfer: as it is where that is safe, else quoted-printable or base64, whichever is shorter (RFC 2045, 6).</summary>
internal static partial class DraftText
{
    private const int LongestPlainLine = 900;
    private const int WidestQuoted = 72;   // of 76, for what is quoted afterwards

    private static readonly SearchValues<byte> Plain = SearchValues.Create([(byte)'\t', .. Enumerable.Range(32, 95).Select(i => (byte)i)]);

    /// <summary>A part with CRLF line ends; a last line break is added when the text lacks one.</summary>
    public static MimePart Of(string subtype, string text)
    {
        var lines = BodyText.Lines(text).Replace("\n", "\r\n", StringComparison.Ordinal);
        if (!lines.EndsWith("\r\n", StringComparison.Ordinal)) lines += "\r\n";
        var bytes = Encoding.UTF8.GetBytes(lines);
        var encoding = EncodingFor(bytes);
        var part = new MimePart("text", subtype)
        {
            Content = encoding == ContentEncoding.QuotedPrintable
                ? new MimeContent(new MemoryStream(Quoted(bytes)), encoding)
                : new MimeContent(new MemoryStream(bytes)),
            ContentTransferEncoding = encoding,
        };
        part.ContentType.Charset = "utf-8";
        return part;
    }

    // Quoted-printable triples what it must quote; base64 adds a third to everything.
    private static ContentEncoding EncodingFor(ReadOnlySpan<byte> bytes)
    {
        if (IsPlain(bytes)) return ContentEncoding.SevenBit;
        var special = 0;
        foreach (var b in bytes) if (b is > 126 or (byte)'=') special++;
        return special * 6 <= bytes.Length ? ContentEncoding.QuotedPrintable : ContentEncoding.Base64;
    }

    // ASCII without controls, without long lines, and without what systems on the way change: blanks at line ends, "From ", a lone dot.
    private static bool IsPlain(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf("\r\n"u8);
            var line = bytes[..end];
            if (line.Length > LongestPlainLine || line.StartsWith("From "u8) || line.StartsWith("."u8) || line is [.., (byte)' ' or (byte)'\t']) return false;
            if (line.ContainsAnyExcept(Plain)) return false;
            bytes = bytes[(end + 2)..];
        }
        return true;
    }

    // MimeKit leaves "From " and dots at the start of lines alone.
    private static byte[] Quoted(byte[] bytes)
    {
        var encoder = new QuotedPrintableEncoder(WidestQuoted);
        var quoted = new byte[encoder.EstimateOutputLength(bytes.Length)];
        var text = Encoding.ASCII.GetString(quoted, 0, encoder.Flush(bytes, 0, bytes.Length, quoted));
        return Encoding.ASCII.GetBytes(LineStart().Replace(text, start => start.Value == "." ? "=2E" : "=46rom "));
    }

    [GeneratedRegex(@"^(?:From |\.)", RegexOptions.Multiline)]
    private static partial Regex LineStart();
}
