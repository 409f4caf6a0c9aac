using System.Buffers;
using System.Text;
using Throughline.Mail.Charsets;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>The text of a text part.</summary>
internal static class BodyText
{
    private const int MetaWithin = 2048;
    private static readonly SearchValues<char> EndsLabel = SearchValues.Create(" \"'>;/");

    /// <summary>Decodes by the declared charset; HTML without one may name its own in a meta tag. Line ends become LF.</summary>
    public static string Read(MailPart part)
    {
        var content = part.Content.Span;
        var fallback = part.MediaType.Is("text/html") ? MetaCharset(content) : null;
        var text = Lines(Charset.Decode(content, part.MediaType.Charset, fallback));
        if (!part.MediaType.Is("text/plain") || !"flowed".Equals(part.MediaType["format"], StringComparison.OrdinalIgnoreCase)) return text;
        return FlowedText.Join(text, "yes".Equals(part.MediaType["delsp"], StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>CRLF, CR CR LF and lone CR become LF.</summary>
    public static string Lines(string text)
    {
        if (!text.Contains('\r', StringComparison.Ordinal)) return text;
        var lines = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var run = text.AsSpan(i).IndexOf('\r');
            if (run < 0) { lines.Append(text, i, text.Length - i); break; }
            lines.Append(text, i, run);
            i += run + 1;
            var more = i;
            while (more < text.Length && text[more] == '\r') more++;
            if (more < text.Length && text[more] == '\n') i = more + 1;
            lines.Append('\n');
        }
        return lines.ToString();
    }

    // <meta charset=x> and <meta http-equiv=content-type content="text/html; charset=x">
    private static string? MetaCharset(ReadOnlySpan<byte> html)
    {
        var head = Encoding.Latin1.GetString(html[..Math.Min(html.Length, MetaWithin)]);
        var meta = head.IndexOf("<meta", StringComparison.OrdinalIgnoreCase);
        if (meta < 0) return null;
        var at = head.IndexOf("charset=", meta, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var rest = head.AsSpan(at + 8).TrimStart(" \"'");
        var end = rest.IndexOfAny(EndsLabel);
        return end > 0 ? rest[..end].ToString() : null;
    }
}
