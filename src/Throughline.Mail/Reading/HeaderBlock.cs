using MimeKit;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>Makes our header of the fields that MimeKit read: where it ends, and which of several types counts.</summary>
internal static class HeaderBlock
{
    private const int FieldsToLookAt = 3;

    /// <summary>The fields, and the offset at which the body begins.</summary>
    public static (MailHeaders Headers, long BodyAt) Of(List<Header> read, long end, LimitedSource source, ReadLimits limits, Defects defects)
    {
        var fields = new List<MailHeader>(read.Count);
        var eightBit = false;
        for (var i = 0; i < read.Count; i++)
        {
            if (IsField(read[i], source))
            {
                fields.Add(Field(read[i], limits, defects));
                eightBit |= !System.Text.Ascii.IsValid(read[i].RawValue);
                continue;
            }
            if (!GoesOn(read, i + 1, source))
            {
                defects.Add("The blank line between header and body is missing.");
                end = read[i].Offset ?? end;
                break;
            }
            defects.Add("A line in the header is neither a field nor a continuation.");
        }
        return (new MailHeaders(eightBit ? WithFallback(fields) : fields), end);
    }

    /// <summary>The media type; of several the one that can be used: a multipart with its boundary, else the first.</summary>
    public static MediaType TypeOf(MailHeaders headers, string otherwise, Defects defects)
    {
        MediaType? first = null;
        foreach (var header in headers.All("Content-Type"))
        {
            var type = MediaType.Read(header.Value, otherwise);
            if (first is not null) defects.Add("Content-Type is repeated.");
            if (first is null || type.IsMultipart && type["boundary"] is not null && !first.IsMultipart) first = type;
        }
        return first ?? MediaType.Read(null, otherwise);
    }

    private static MailHeader Field(Header header, ReadLimits limits, Defects defects)
    {
        ReadOnlyMemory<byte> value = header.RawValue;
        value = value[..value.Span.TrimEnd("\r\n"u8).Length];
        if (value.Length <= limits.HeaderBytes) return new(header.Field, value);
        defects.Add("A header field is longer than the limit.");
        return new(header.Field, value[..limits.HeaderBytes]);
    }

    // MimeKit takes lines without a colon, or with more than a name before it, for fields without a value.
    private static bool IsField(Header header, LimitedSource source)
    {
        var name = header.RawField.AsSpan().TrimEnd(" \t"u8);
        return !name.IsEmpty && !name.ContainsAnyExceptInRange((byte)33, (byte)126) && source[(header.Offset ?? 0) + header.RawField.Length] == ':';
    }

    // After a line that is no field, the header goes on only if a well-known field follows soon.
    private static bool GoesOn(List<Header> read, int from, LimitedSource source)
    {
        for (var i = from; i < read.Count && i < from + FieldsToLookAt; i++)
            if (IsField(read[i], source) && KnownFields.Looks([.. read[i].RawField, (byte)':'])) return true;
        return false;
    }

    // Raw 8-bit headers say nothing of their charset; the body's is the best guess.
    private static List<MailHeader> WithFallback(List<MailHeader> fields)
    {
        var type = fields.Find(f => f.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase));
        return MediaType.Read(type?.Value).Charset is { } charset ? fields.ConvertAll(f => f.WithFallback(charset)) : fields;
    }
}
