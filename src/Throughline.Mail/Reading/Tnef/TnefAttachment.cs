using MimeKit.Tnef;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading.Tnef;

/// <summary>A file of a winmail.dat while its attributes are being read.</summary>
internal sealed class TnefAttachment
{
    private string? _longName, _mediaType, _contentId;

    public string? Title { get; set; }

    public ReadOnlyMemory<byte>? Content { get; set; }

    /// <summary>Takes a property, whose text is decoded only when it is one that counts.</summary>
    public void Take(TnefPropertyId id, Func<string> text, ReadOnlyMemory<byte> data)
    {
        switch (id)
        {
            case TnefPropertyId.AttachLongFilename: _longName = text(); break;
            case TnefPropertyId.AttachFilename: Title ??= text(); break;
            case TnefPropertyId.AttachMimeTag: _mediaType = text().ToLowerInvariant(); break;
            case TnefPropertyId.AttachContentId: _contentId = text().Trim('<', '>'); break;
            case TnefPropertyId.AttachData: Content ??= data; break;
        }
    }

    /// <summary>The file; null when neither name nor content was found.</summary>
    public MailAttachment? File()
    {
        var name = string.IsNullOrEmpty(_longName) ? Title : _longName;
        if (name is null && Content is null) return null;
        var content = Content ?? default;
        return new(name, _mediaType ?? "application/octet-stream", () => content) { ContentId = _contentId };
    }
}
