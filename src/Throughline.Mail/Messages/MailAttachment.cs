namespace Throughline.Mail.Messages;

/// <summary>A file that came with a message: a MIME part, a uuencoded block in the text, or a file inside a winmail.dat.</summary>
public sealed class MailAttachment
{
    private readonly Func<ReadOnlyMemory<byte>> open;

    internal MailAttachment(string? name, string mediaType, Func<ReadOnlyMemory<byte>> open)
    {
        Name = name is null ? null : PlainLine.Of(name);
        MediaType = mediaType;
        this.open = open;
    }

    /// <summary>
    /// The file name as the sender wrote it, decoded and on one line; null when there is none. Not safe as a path: see <see cref="SafeName"/>.
    /// </summary>
    public string? Name { get; }

    /// <summary>The name without folders, control characters and characters that file systems refuse; never empty.</summary>
    public string SafeName => field ??= FileNames.Safe(Name);

    /// <summary>The media type in lower case.</summary>
    public string MediaType { get; }

    /// <summary>The decoded bytes.</summary>
    public ReadOnlyMemory<byte> Content => open();

    /// <summary>The Content-ID by which an HTML body refers to it (RFC 2392), or null.</summary>
    public string? ContentId { get; internal init; }

    /// <summary>The Content-Location by which an HTML body may refer to it (RFC 2557), or null.</summary>
    public string? ContentLocation { get; internal init; }

    /// <summary>True when it is meant to be shown within the body: marked inline, or referred to by content id.</summary>
    public bool IsInline { get; internal init; }

    /// <summary>The MIME part it came from; null for a uuencoded block and for files inside a winmail.dat.</summary>
    public MailPart? Part { get; internal init; }

    /// <summary>The files inside, when this is a winmail.dat (TNEF); otherwise empty.</summary>
    public IReadOnlyList<MailAttachment> Contains { get; internal init; } = [];
}
