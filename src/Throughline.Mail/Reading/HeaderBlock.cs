using System.Text;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>Finds the header fields at the start of a message or part, and where its body begins.</summary>
internal static class HeaderBlock
{
    /// <summary>The fields, and the offset of the body's first byte. Only before a whole message are blank lines skipped: a part that
    /// starts with one has no header.</summary>
    public static (MailHeaders Headers, int BodyAt) Read(ReadOnlyMemory<byte> bytes, ReadLimits limits, Defects defects, bool isPart = false)
    {
        var span = bytes.Span;
        var fields = new List<MailHeader>();
        var at = isPart ? 0 : Start(span);
        var eightBit = false;
        while (at < span.Length)
        {
            var lineEnd = LineEnd(span, at, out var next);
            var line = span[at..lineEnd];
            if (line.IsEmpty || IsBlank(line) && !StartsField(span, next)) { at = next; break; }
            var colon = NameLength(line);
            if (colon < 0)
            {
                if (!Resumes(span, next)) { defects.Add("The blank line between header and body is missing."); break; }
                defects.Add("A line in the header is neither a field nor a continuation.");
                at = next;
                continue;
            }
            while (next < span.Length && span[next] is (byte)' ' or (byte)'\t' && !EndsBlock(span, next)) lineEnd = LineEnd(span, next, out next);
            if (fields.Count < limits.Headers) fields.Add(Field(bytes[at..lineEnd], colon, limits, defects, ref eightBit));
            else defects.Add("There are more header fields than the limit.");
            at = next;
        }
        return (new MailHeaders(eightBit ? WithFallback(fields) : fields), Math.Min(at, span.Length));
    }

    private static MailHeader Field(ReadOnlyMemory<byte> field, int colon, ReadLimits limits, Defects defects, ref bool eightBit)
    {
        var value = field[(colon + 1)..];
        if (value.Length > limits.HeaderBytes)
        {
            value = value[..limits.HeaderBytes];
            defects.Add("A header field is longer than the limit.");
        }
        if (!Ascii.IsValid(value.Span)) eightBit = true;
        var name = field.Span[..colon].TrimEnd(" \t"u8);
        return new(KnownFields.Find(name) ?? Encoding.ASCII.GetString(name), value);
    }

    // Raw 8-bit headers say nothing of their charset; the body's is the best guess.
    private static List<MailHeader> WithFallback(List<MailHeader> fields)
    {
        var type = fields.Find(f => f.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase));
        return MediaType.Read(type?.Value).Charset is { } charset ? fields.ConvertAll(f => f.WithFallback(charset)) : fields;
    }

    // Blank lines, a byte order mark and an mbox "From " line before the first field are not part of the message.
    private static int Start(ReadOnlySpan<byte> span)
    {
        var at = span.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (at < span.Length && span[at] is (byte)'\r' or (byte)'\n')
        {
            LineEnd(span, at, out var next);
            if (!StartsField(span, next) && !(next < span.Length && span[next] is (byte)'\r' or (byte)'\n')) break;
            at = next;
        }
        while (span[at..].StartsWith("From "u8) || span[at..].StartsWith(">From "u8)) LineEnd(span, at, out at);
        return at;
    }

    /// <summary>The index of the line's end without its line break; <paramref name="next"/> is where the next line starts. LF, CRLF and a
    /// lone CR end a line.</summary>
    private static int LineEnd(ReadOnlySpan<byte> span, int at, out int next)
    {
        var length = span[at..].IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0) return next = span.Length;
        var end = at + length;
        next = end + 1;
        if (span[end] == '\r')
        {
            while (next < span.Length && span[next] == '\r') next++;   // CR CR LF: a text-mode upload of CRLF
            if (next < span.Length && span[next] == '\n') next++;
            else next = end + 1;
        }
        return end;
    }

    // A blank continuation line inside a header block counts as the end of the block, unless a field follows it.
    private static bool EndsBlock(ReadOnlySpan<byte> span, int at)
    {
        var end = LineEnd(span, at, out var next);
        return IsBlank(span[at..end]) && !(next < span.Length && span[next] is (byte)' ' or (byte)'\t') && !StartsField(span, next);
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept((byte)' ', (byte)'\t');

    private static bool StartsField(ReadOnlySpan<byte> span, int at)
    {
        if (at >= span.Length) return false;
        var line = span[at..Math.Min(span.Length, at + 80)];
        var end = line.IndexOfAny((byte)'\n', (byte)'\r');
        return KnownFields.Looks(end < 0 ? line : line[..end]);
    }

    // After a line that is no field, the block goes on only if a well-known field follows within a few lines before a blank one.
    private static bool Resumes(ReadOnlySpan<byte> span, int at)
    {
        for (var i = 0; i < 3 && at < span.Length; i++)
        {
            if (StartsField(span, at)) return true;
            var end = LineEnd(span, at, out var next);
            if (end == at) return false;
            at = next;
        }
        return false;
    }

    private static int NameLength(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0) return -1;
        var name = line[..colon].TrimEnd(" \t"u8);
        return name.IsEmpty || name.ContainsAnyExceptInRange((byte)33, (byte)126) ? -1 : colon;
    }
}
