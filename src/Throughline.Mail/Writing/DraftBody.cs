using System.Security.Cryptography;
using System.Text;

namespace Throughline.Mail.Writing;

/// <summary>The body of a draft: a leaf, or a multipart of only as many levels as are needed.</summary>
internal abstract class DraftBody
{
    /// <summary>mixed(alternative(text, related(html, images)), files), each level left out when it would hold one thing.</summary>
    public static DraftBody Of(MailDraft draft)
    {
        var boundaries = new Boundaries(draft);
        if (draft.Inline.Count > 0 && draft.Html is null) throw new ArgumentException("Inline images need an HTML body.", nameof(draft));
        if (draft.Inline.Any(f => f.ContentId is null)) throw new ArgumentException("An inline file needs a content id.", nameof(draft));
        DraftBody? html = draft.Html is null ? null : new TextBody("html", draft.Html);
        if (draft.Inline.Count > 0) html = new Multipart("related", boundaries.Next(), [html!, .. draft.Inline.Select(f => new FileBody(f, isInline: true))]);
        DraftBody? text = draft.Text is null && html is not null ? null : new TextBody("plain", draft.Text ?? "");
        var body = text is null ? html! : html is null ? text : new Multipart("alternative", boundaries.Next(), [text, html]);
        return draft.Attachments.Count == 0
            ? body
            : new Multipart("mixed", boundaries.Next(), [body, .. draft.Attachments.Select(f => new FileBody(f, isInline: false))]);
    }

    /// <summary>The header block so far, this body's own fields, a blank line and the body.</summary>
    public byte[] Bytes(HeaderLines before)
    {
        Describe(before);
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.UTF8.GetBytes(before.ToString()));
        bytes.Write("\r\n"u8);
        Write(bytes);
        return bytes.ToArray();
    }

    protected abstract void Describe(HeaderLines lines);

    protected abstract void Write(MemoryStream bytes);

    private sealed class TextBody(string subtype, string text) : DraftBody
    {
        private readonly EncodedBody body = EncodedBody.Text(text);

        protected override void Describe(HeaderLines lines)
        {
            lines.Raw("Content-Type", $"text/{subtype}; charset=utf-8");
            lines.Raw("Content-Transfer-Encoding", body.Name);
        }

        protected override void Write(MemoryStream bytes) => bytes.Write(body.Bytes);
    }

    private sealed class FileBody(DraftFile file, bool isInline) : DraftBody
    {
        protected override void Describe(HeaderLines lines)
        {
            var type = Checked.MediaType(file.MediaType);
            // RFC 2045, 6.4: composite types must not be encoded, and files must be, so that they arrive unchanged.
            if (type.StartsWith("message/", StringComparison.Ordinal) || type.StartsWith("multipart/", StringComparison.Ordinal))
                type = "application/octet-stream";
            var name = EncodedText.OneLine(file.Name);
            Parameters.Write(lines, "Content-Type", type, "name", name);
            lines.Raw("Content-Transfer-Encoding", "base64");
            Parameters.Write(lines, "Content-Disposition", isInline ? "inline" : "attachment", "filename", name);
            if (isInline) lines.Raw("Content-ID", $"<{Checked.Id(file.ContentId!)}>");
        }

        protected override void Write(MemoryStream bytes) => EncodedBody.WriteBase64(file.Content.Span, bytes);
    }

    private sealed class Multipart(string subtype, string boundary, IReadOnlyList<DraftBody> parts) : DraftBody
    {
        protected override void Describe(HeaderLines lines) => lines.Folded("Content-Type", $"multipart/{subtype}; boundary=\"{boundary}\"");

        protected override void Write(MemoryStream bytes)
        {
            foreach (var part in parts)
            {
                bytes.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\n"));
                bytes.Write(part.Bytes(new HeaderLines()));
                bytes.Write("\r\n"u8);
            }
            bytes.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        }
    }

    // Derived from all the text, so that no text can contain its own boundary; "=_" keeps it out of encoded bodies (RFC 2045, 6.7).
    private sealed class Boundaries(MailDraft draft)
    {
        private readonly byte[] seed = SHA256.HashData(Encoding.UTF8.GetBytes($"{draft.MessageId}\n{draft.Text}\n{draft.Html}"));
        private int number;

        public string Next() => $"=_{Convert.ToHexStringLower(seed.AsSpan(0, 16))}_{number++}";
    }
}
