using System.Buffers;

namespace Throughline.Mail.Reading;

/// <summary>How a body was made fit for transfer (RFC 2045, 6).</summary>
internal enum TransferEncoding
{
    None,
    Base64,
    QuotedPrintable,
    UuEncoded,
}

/// <summary>Undoes transfer encodings.</summary>
internal static class TransferDecoding
{
    private static readonly SearchValues<byte> Base64Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    /// <summary>The encoding that a header names; unknown and broken names mean none.</summary>
    public static TransferEncoding Named(string? value)
    {
        if (value is null) return TransferEncoding.None;
        var name = value.AsSpan().Trim(" \t\"';");
        var end = name.IndexOfAny(" ;(\t");
        if (end > 0) name = name[..end];
        return name switch
        {
            _ when Same(name, "base64") || Same(name, "base-64") || Same(name, "b") => TransferEncoding.Base64,
            _ when Same(name, "quoted-printable") || Same(name, "quotedprintable") || Same(name, "qp") => TransferEncoding.QuotedPrintable,
            _ when Same(name, "x-uuencode") || Same(name, "uuencode") || Same(name, "x-uue") || Same(name, "x-uu") => TransferEncoding.UuEncoded,
            _ => TransferEncoding.None,
        };
    }

    public static bool Changes(TransferEncoding encoding) => encoding != TransferEncoding.None;

    public static byte[] Decode(ReadOnlySpan<byte> body, TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.Base64 => SaysWords(body) ? body.ToArray() : Base64Text.Decode(body),
        TransferEncoding.QuotedPrintable => QuotedPrintable.Decode(body),
        TransferEncoding.UuEncoded => UuText.Decode(body),
        TransferEncoding.None => body.ToArray(),
    };

    // Nobody encoded a body whose first line holds other characters and that goes on as words with blanks between, whatever the header says.
    private static bool SaysWords(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart(" \t\r\n"u8);
        var start = body[..Math.Min(body.Length, 500)];
        var end = start.IndexOfAny((byte)'\r', (byte)'\n');
        if (!(end < 0 ? start : start[..end]).TrimEnd(" \t"u8).ContainsAnyExcept(Base64Digits)) return false;
        var blanks = start.Count((byte)' ');
        return blanks >= 2 && blanks * 20 >= start.Length;
    }

    private static bool Same(ReadOnlySpan<char> name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
