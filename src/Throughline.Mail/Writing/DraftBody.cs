using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Throughline.Mail.Writing;

/// <summary>The body of a draft: a leaf, or a multipart of only as many levels as are needed.</summary>
internal static class DraftBody
{
    /// <summary>mixed(alternative(text, related(html, images)), files), each level left out when it would hold one thing.</summary>
    public static MimeEntity Of(MailDraft draft)
    {
        if (draft.Inline.Count > 0 && draft.Html is null) throw new ArgumentException("Inline images need an HTML body.", nameof(draft));
        if (draft.Inline.Any(f => f.ContentId is null)) throw new ArgumentException("An inline file needs a content id.", nameof(draft));
        var boundaries = new Boundaries(draft);
        MimeEntity? html = draft.Html is null ? null : DraftText.Of("html", draft.Html);
        if (draft.Inline.Count > 0) html = boundaries.Join("related", [html!, .. draft.Inline.Select(f => File(f, ContentDisposition.Inline))]);
        MimeEntity? text = draft.Text is null && html is not null ? null : DraftText.Of("plain", draft.Text ?? "");
        var body = text is null ? html! : html is null ? text : boundaries.Join("alternative", [text, html]);
        if (draft.Attachments.Count == 0) return body;
        return boundaries.Join("mixed", [body, .. draft.Attachments.Select(f => File(f, ContentDisposition.Attachment))]);
    }

    private static MimePart File(DraftFile file, string disposition)
    {
        var type = Checked.MediaType(file.MediaType);
        // RFC 2045, 6.4: composite types must not be encoded, and files must be, so that they arrive unchanged.
        if (type.StartsWith("message/", StringComparison.Ordinal) || type.StartsWith("multipart/", StringComparison.Ordinal)) type = "application/octet-stream";
        var part = new MimePart(type)
        {
            Content = new MimeContent(new MemoryStream(file.Content.ToArray())),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new(disposition),
        };
        if (Checked.OneLine(file.Name) is { Length: > 0 } name) Call(part, name);
        if (disposition == ContentDisposition.Inline) part.Headers.Add(HeaderId.ContentId, $"<{Checked.Id(file.ContentId!)}>");
        return part;
    }

    // MimeKit folds a long name by RFC 2231 within a character of two halves, and breaks it; encoded words it cuts between characters.
    private static void Call(MimePart part, string name)
    {
        part.ContentType.Name = part.ContentDisposition!.FileName = name;
        if (!name.Any(char.IsSurrogate)) return;
        foreach (var parameter in part.ContentType.Parameters.Concat(part.ContentDisposition.Parameters))
            if (parameter.Name is "name" or "filename") parameter.EncodingMethod = ParameterEncodingMethod.Rfc2047;
    }

    // Derived from all the text, so that no text can contain its own boundary; "=_" keeps it out of encoded bodies (RFC 2045, 6.7).
    private sealed class Boundaries(MailDraft draft)
    {
        private readonly byte[] _seed = SHA256.HashData(Encoding.UTF8.GetBytes($"{draft.MessageId}\n{draft.Text}\n{draft.Html}"));
        private int _number;

        public Multipart Join(string subtype, IEnumerable<MimeEntity> parts)
        {
            var joined = new Multipart(subtype) { Boundary = $"=_{Convert.ToHexStringLower(_seed.AsSpan(0, 16))}_{_number++}" };
            foreach (var part in parts) joined.Add(part);
            return joined;
        }
    }
}
