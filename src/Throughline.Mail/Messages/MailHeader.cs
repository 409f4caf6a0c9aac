using Throughline.Mail.Reading;

namespace Throughline.Mail.Messages;

/// <summary>One header field as it arrived (RFC 5322, 2.2), with its decoded forms.</summary>
public sealed class MailHeader
{
    private readonly string? fallbackCharset;

    internal MailHeader(string name, ReadOnlyMemory<byte> raw, string? fallbackCharset = null)
    {
        Name = name;
        Raw = raw;
        this.fallbackCharset = fallbackCharset;
    }

    /// <summary>The field name as written, without the colon.</summary>
    public string Name { get; }

    /// <summary>The bytes after the colon as they arrived, folds included, without the last line end.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The value unfolded (RFC 5322, 2.2.3) and trimmed, encoded words still encoded. Raw 8-bit is read as UTF-8 (RFC 6532) or guessed.</summary>
    public string Value => field ??= HeaderText.Unfold(Raw.Span, fallbackCharset);

    /// <summary>The value as a person reads it: unfolded, with encoded words decoded (RFC 2047), on one line and without control characters.</summary>
    public string Text => field ??= PlainLine.Of(EncodedWords.Decode(Value));

    internal MailHeader WithFallback(string charset) => new(Name, Raw, charset);
}
