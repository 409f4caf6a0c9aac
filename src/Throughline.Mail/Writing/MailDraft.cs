using Throughline.Mail.Messages;

namespace Throughline.Mail.Writing;

/// <summary>A message to be written. Line breaks in names and in the subject become blanks; in addresses, ids and links they are refused.</summary>
public sealed record MailDraft
{
    /// <summary>The author (RFC 5322, 3.6.2).</summary>
    public required Mailbox From { get; init; }

    /// <summary>Who sends it for the author, when that is somebody else.</summary>
    public Mailbox? Sender { get; init; }

    /// <summary>Where answers should go; empty means to the author.</summary>
    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    /// <summary>The recipients. Hidden recipients belong into the envelope only and are never written.</summary>
    public IReadOnlyList<Mailbox> To { get; init; } = [];

    /// <summary>The recipients of copies.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>The subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>The Message-ID without angle brackets (RFC 5322, 3.6.4).</summary>
    public required string MessageId { get; init; }

    /// <summary>The Message-ID it answers, without angle brackets.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The thread's Message-IDs, oldest first, without angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The plain text. A last line break is added when it lacks one.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML. A last line break is added when it lacks one.</summary>
    public string? Html { get; init; }

    /// <summary>Images that the HTML refers to by <c>cid:</c> (RFC 2392); each needs a content id.</summary>
    public IReadOnlyList<DraftFile> Inline { get; init; } = [];

    /// <summary>The files.</summary>
    public IReadOnlyList<DraftFile> Attachments { get; init; } = [];

    /// <summary>How to leave the list, when it is sent to many.</summary>
    public UnsubscribeLinks? Unsubscribe { get; init; }

    /// <summary>For mail no person wrote (RFC 3834): <c>auto-generated</c> or <c>auto-replied</c>.</summary>
    public string? AutoSubmitted { get; init; }

    /// <summary>Further header fields. Names that the writer itself writes are refused.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>True when a local part is not ASCII, so that only servers with SMTPUTF8 (RFC 6531) can carry it.</summary>
    public bool NeedsSmtpUtf8 => Everyone().Any(m => !System.Text.Ascii.IsValid(m.LocalPart));

    private IEnumerable<Mailbox> Everyone() => [From, .. Sender is null ? (IEnumerable<Mailbox>)[] : [Sender], .. ReplyTo, .. To, .. Cc];
}

/// <summary>A file to send.</summary>
/// <param name="Name">The file name; line breaks and other controls are dropped.</param>
/// <param name="MediaType">Its media type, such as <c>image/png</c>.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentId">The id by which HTML refers to it, without angle brackets; for inline files only.</param>
public sealed record DraftFile(string Name, string MediaType, ReadOnlyMemory<byte> Content, string? ContentId = null);

/// <summary>Ways to unsubscribe (RFC 2369). An https link is also offered for one click (RFC 8058).</summary>
/// <param name="Web">An https link that unsubscribes on POST, or null.</param>
/// <param name="Mail">An address that unsubscribes whoever writes to it, or null.</param>
public sealed record UnsubscribeLinks(Uri? Web, string? Mail = null);
