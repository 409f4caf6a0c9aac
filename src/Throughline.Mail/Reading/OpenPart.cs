using MimeKit;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>A part whose end MimeKit's reader has not come upon yet. Offsets are MimeKit's.</summary>
internal sealed class OpenPart(ContentType? type, List<Header> fields, long begin, long headerEnd)
{
    public ContentType? Type => type;

    public List<Header> Fields => fields;

    public long Begin => begin;

    public long HeaderEnd => headerEnd;

    public List<MailPart> Children { get; } = [];

    public bool IsClosed { get; set; }
}
