using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>
/// Reads mail as it really arrives (RFC 5322, 2045 to 2049, 2047, 2231, 6532). Never throws on input; time and memory are bounded by
/// <see cref="ReadLimits"/>; the bytes given are kept and must not be changed afterwards.
/// </summary>
public static class MailReader
{
    /// <summary>Reads one message. What breaks the standards is read as its sender most likely meant it and named in
    /// <see cref="MailMessage.Defects"/>.</summary>
    public static MailMessage Read(ReadOnlyMemory<byte> bytes, ReadLimits? limits = null) => Read(bytes, limits ?? ReadLimits.Default, 0);

    internal static MailMessage Read(ReadOnlyMemory<byte> bytes, ReadLimits limits, int depth)
    {
        var defects = new Defects();
        var seen = bytes;
        if (bytes.Length > limits.Bytes)
        {
            defects.Add("The message is larger than the limit.");
            seen = bytes[..limits.Bytes];
        }
        var root = new PartReader(limits, defects).Read(seen, depth, "text/plain", isPart: false);
        return new(bytes, root, defects.Found);
    }

    private sealed class PartReader(ReadLimits limits, Defects defects)
    {
        private int parts;

        public MailPart Read(ReadOnlyMemory<byte> raw, int depth, string otherwise, bool isPart)
        {
            parts++;
            var (headers, bodyAt) = HeaderBlock.Read(raw, limits, defects, isPart);
            var type = TypeOf(headers, otherwise);
            var body = raw[bodyAt..];
            var children = type.IsMultipart ? Children(type, headers, body, depth) : [];
            if (type.IsMultipart && children.Count == 0 && depth < limits.Depth)
            {
                // Without a single boundary it is a plain text that says it is a multipart.
                defects.Add("A multipart has no parts.");
                type = MediaType.Read(null, "text/plain");
            }
            // Raw 8-bit headers of a multipart are read by the charset that its texts name.
            if (!isPart && type.Charset is null && CharsetWithin(children) is { } charset) headers = headers.WithFallback(charset);
            return new(headers, type, raw, body, children, limits, depth);
        }

        private static string? CharsetWithin(List<MailPart> parts) =>
            parts.SelectMany(p => p.Walk()).Select(p => p.MediaType.Charset).FirstOrDefault(c => c is not null);

        private List<MailPart> Children(MediaType type, MailHeaders headers, ReadOnlyMemory<byte> body, int depth)
        {
            if (depth >= limits.Depth)
            {
                defects.Add("Parts are nested deeper than the limit.");
                return [];
            }
            // RFC 2045, 6.4 forbids encoding a multipart; a gateway that did it anyway still means the parts inside.
            var encoding = TransferDecoding.Named(headers.Value("Content-Transfer-Encoding"));
            if (encoding == TransferEncoding.Base64 && !body.Span.Contains((byte)'-')) body = TransferDecoding.Decode(body.Span, encoding);
            var otherwise = type.Is("multipart/digest") ? "message/rfc822" : "text/plain";   // RFC 2046, 5.1.5
            var pieces = MultipartBody.Split(body, type["boundary"], limits.Parts - parts, defects);
            return pieces.ConvertAll(piece => Read(piece, depth + 1, otherwise, isPart: true));
        }

        private MediaType TypeOf(MailHeaders headers, string otherwise)
        {
            MediaType? first = null;
            foreach (var header in headers.All("Content-Type"))
            {
                var type = MediaType.Read(header.Value, otherwise);
                if (first is not null) defects.Add("Content-Type is repeated.");
                // Of several, the one that can be used: a multipart with its boundary, else the first.
                if (first is null || type.IsMultipart && type["boundary"] is not null && !first.IsMultipart) first = type;
            }
            return first ?? MediaType.Read(null, otherwise);
        }
    }
}
