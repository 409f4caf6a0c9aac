using System.Buffers;
using System.Text;
using System.Text.Unicode;
using MimeKit;
using MimeKit.Encodings;
using MimeKit.Utils;

namespace Throughline.Mail.Reading;

/// <summary>Undoes transfer encodings (RFC 2045, 6) by MimeKit's decoders, and what real mail does to them first.</summary>
internal static class TransferDecoding
{
    private static readonly SearchValues<byte> Base64Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);
    private static readonly SearchValues<byte> Base64Text = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n"u8);

    private const int ShortBody = 60;

    /// <summary>The encoding that a header names; unknown and broken names mean none.</summary>
    public static ContentEncoding Named(string? value)
    {
        if (value is null) return ContentEncoding.Default;
        var name = value.Trim(' ', '\t', '"', '\'', ';').ToLowerInvariant();
        var end = name.IndexOfAny([' ', ';', '(', '\t']);
        if (end > 0) name = name[..end];
        name = name switch { "base-64" or "b" => "base64", "quotedprintable" or "qp" => "quoted-printable", "x-uu" => "uuencode", _ => name };
        return MimeUtils.TryParse(name, out ContentEncoding encoding) ? encoding : ContentEncoding.Default;
    }

    public static bool Changes(ContentEncoding encoding) => encoding is ContentEncoding.Base64 or ContentEncoding.QuotedPrintable or ContentEncoding.UUEncode;

    public static byte[] Decode(ReadOnlySpan<byte> body, ContentEncoding encoding) => encoding switch
    {
        ContentEncoding.Base64 => SaysWords(body) ? body.ToArray() : Base64(body),
        ContentEncoding.QuotedPrintable => Quoted(body, isWord: false),
        ContentEncoding.UUEncode => UuText.Decode(body),
        _ => body.ToArray(),
    };

    /// <summary>Base64 with stray characters, missing padding, several blocks in one, and text that was added behind the end.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[System.Buffers.Text.Base64.GetMaxDecodedFromUtf8Length(text.Length) + 3];
        var status = System.Buffers.Text.Base64.DecodeFromUtf8(text, bytes, out var used, out var written);
        if (status == OperationStatus.Done && !text[used..].ContainsAnyExcept(" \t\r\n"u8)) return bytes.AsSpan(0, written).ToArray();
        // Padding ends a block. More base64 behind it is another block; anything else was added on the way.
        var padding = text.IndexOf((byte)'=');
        if (padding >= 0 && text[padding..].ContainsAnyExcept(Base64Text)) text = text[..padding];
        return Run(new Base64Decoder(), [.. text, (byte)'=', (byte)'=']);
    }

    /// <summary>Quoted-printable, or the Q encoding of headers (RFC 2047, 4.2). What is not a valid escape stays as it is.</summary>
    public static byte[] Quoted(ReadOnlySpan<byte> text, bool isWord) => Run(new QuotedPrintableDecoder(isWord), WithSoftBreaks(text));

    public static byte[] Run(IMimeDecoder decoder, byte[] text)
    {
        var bytes = new byte[decoder.EstimateOutputLength(text.Length)];
        Array.Resize(ref bytes, decoder.Decode(text, 0, text.Length, bytes));
        return bytes;
    }

    // Blanks behind the "=" of a soft line break were added on the way.
    private static byte[] WithSoftBreaks(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("= "u8) < 0 && text.IndexOf("=\t"u8) < 0) return text.ToArray();
        var kept = new ArrayBufferWriter<byte>(text.Length);
        while (text.IndexOf((byte)'=') is >= 0 and var at)
        {
            kept.Write(text[..(at + 1)]);
            text = text[(at + 1)..];
            var blanks = text.IndexOfAnyExcept((byte)' ', (byte)'\t');
            if (blanks < 0) blanks = text.Length;
            if (blanks == text.Length || text[blanks] is (byte)'\r' or (byte)'\n') text = text[blanks..];
        }
        kept.Write(text);
        return kept.WrittenSpan.ToArray();
    }

    private static bool IsPlain(byte[] decoded) =>
        Utf8.IsValid(decoded) && !Array.Exists(decoded, b => b < ' ' && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n'));

    // Nobody encoded a body whose first line holds other characters and that goes on as words with blanks between, whatever the header says.
    private static bool SaysWords(ReadOnlySpan<byte> body)
    {
        body = body.Trim(" \t\r\n"u8);
        var start = body[..Math.Min(body.Length, 500)];
        var end = start.IndexOfAny((byte)'\r', (byte)'\n');
        var first = (end < 0 ? start : start[..end]).TrimEnd(" \t"u8);
        if (!first.ContainsAnyExcept(Base64Digits)) return false;
        if (!Ascii.IsValid(first)) return true;
        if (body.Length <= ShortBody) return !IsPlain(Base64(body));
        var blanks = start.Count((byte)' ');
        return blanks >= 2 && blanks * 20 >= start.Length;
    }
}
