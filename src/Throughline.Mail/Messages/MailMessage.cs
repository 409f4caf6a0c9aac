using Throughline.Mail.Html;
using Throughline.Mail.Reading;

namespace Throughline.Mail.Messages;

/// <summary>How a message is protected; the protected parts are kept as they are.</summary>
public enum MailProtection
{
    None,

    /// <summary>Signed by S/MIME (RFC 8551) or OpenPGP (RFC 3156); the text is readable.</summary>
    Signed,

    /// <summary>Encrypted by S/MIME or OpenPGP; only the envelope is readable.</summary>
    Encrypted,
}

/// <summary>
/// A message as read (RFC 5322, MIME). Immutable; it keeps the raw bytes, and decodes on first use. Made by <see cref="MailReader"/>.
/// </summary>
public sealed class MailMessage
{
    private readonly BodyParts bodies;

    internal MailMessage(ReadOnlyMemory<byte> raw, MailPart root, IReadOnlyList<string> defects)
    {
        Raw = raw;
        Root = root;
        Defects = defects;
        bodies = BodyParts.Of(root);
    }

    /// <summary>The message as it arrived, byte for byte.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The outermost part, whose headers are the message's own.</summary>
    public MailPart Root { get; }

    /// <summary>The header fields in the order they arrived.</summary>
    public MailHeaders Headers => Root.Headers;

    /// <summary>What is wrong with the message by the standards, in words, for whoever wonders; at most a few dozen.</summary>
    public IReadOnlyList<string> Defects { get; }

    /// <summary>
    /// The author (RFC 5322, 3.6.2). When From names nobody who could be answered, or several: Reply-To, Sender, Return-Path, then the
    /// envelope; null when nothing names anybody.
    /// </summary>
    public Mailbox? From => field ??= SenderChoice.Of(this);

    /// <summary>Every mailbox of From.</summary>
    public IReadOnlyList<Mailbox> Froms => field ??= Mailboxes("From");

    /// <summary>Who sent it on the author's behalf (RFC 5322, 3.6.2), or null.</summary>
    public Mailbox? Sender => Mailboxes("Sender") is [var sender, ..] ? sender : null;

    /// <summary>Where the author wants answers to go; empty means to <see cref="From"/>.</summary>
    public IReadOnlyList<Mailbox> ReplyTo => field ??= Addressed("Reply-To");

    /// <summary>The recipients, groups resolved to their members, repeated headers joined.</summary>
    public IReadOnlyList<Mailbox> To => field ??= Addressed("To");

    /// <summary>The recipients of copies.</summary>
    public IReadOnlyList<Mailbox> Cc => field ??= Addressed("Cc");

    /// <summary>The hidden recipients, when the sender's copy still names them.</summary>
    public IReadOnlyList<Mailbox> Bcc => field ??= Addressed("Bcc");

    /// <summary>The envelope sender that the last hop wrote (RFC 5321, 4.4): empty for a bounce, null when not known.</summary>
    public string? ReturnPath => Headers.Value("Return-Path") is { } path ? path.Trim(' ', '\t', '<', '>') : null;

    /// <summary>The subject, decoded and unfolded; empty when absent.</summary>
    public string Subject => Headers.First("Subject")?.Text ?? "";

    /// <summary>When the author says it was sent (RFC 5322, 3.3, obsolete and broken forms too); null when unreadable.</summary>
    public DateTimeOffset? Date => MailDates.Read(Headers.Value("Date"));

    /// <summary>The Message-ID without angle brackets, or null (RFC 5322, 3.6.4).</summary>
    public string? MessageId => MessageIds.First(Headers.Value("Message-ID"));

    /// <summary>The Message-ID this answers, without angle brackets, or null.</summary>
    public string? InReplyTo => MessageIds.First(Headers.Value("In-Reply-To"));

    /// <summary>The thread's Message-IDs, oldest first, without angle brackets.</summary>
    public IReadOnlyList<string> References => field ??= MessageIds.All(Headers.Value("References"));

    /// <summary>The top-level media type.</summary>
    public MediaType MediaType => Root.MediaType;

    /// <summary>The plain-text body with LF line ends, several inline texts joined, uuencoded files taken out; null when there is none.</summary>
    public string? TextBody => bodies.Text;

    /// <summary>The HTML body as sent, not made safe (see <see cref="SafeHtml"/>); null when there is none.</summary>
    public string? HtmlBody => bodies.Html;

    /// <summary>The best plain text: the text body, else the HTML body read as text, else the text in a winmail.dat; never null.</summary>
    public string Text => field ??= TextBody is { } text && !string.IsNullOrWhiteSpace(text) ? text
        : HtmlBody is { } html ? HtmlText.Read(html)
        : TextBody ?? "";

    /// <summary>The files that came with the message, in order, inline images included.</summary>
    public IReadOnlyList<MailAttachment> Attachments => bodies.Attachments;

    /// <summary>The calendar parts (RFC 5545, RFC 6047) as text, in order.</summary>
    public IReadOnlyList<string> Calendars => bodies.Calendars;

    /// <summary>Whether it is signed or encrypted.</summary>
    public MailProtection Protection => bodies.Protection;

    /// <summary>The delivery report in it (RFC 3464), or null.</summary>
    public DeliveryReport? DeliveryReport => bodies.HasReport ? field ??= DeliveryReports.Read(Root) : null;

    /// <summary>What this message is besides a letter from a person, each with its reason; empty for ordinary mail.</summary>
    public IReadOnlyList<MailVerdict> Verdicts => field ??= VerdictRules.Judge(this);

    /// <summary>True when a verdict of that kind was reached.</summary>
    public bool Is(VerdictKind kind) => Verdicts.Any(v => v.Kind == kind);

    // "Help <>" names nobody who could be written to.
    private List<Mailbox> Addressed(string header) => Mailboxes(header).FindAll(m => m.Address.Length > 0);

    private List<Mailbox> Mailboxes(string header)
    {
        List<Mailbox> all = [];
        foreach (var line in Headers.All(header)) all.AddRange(AddressList.Read(line.Value));
        return all;
    }
}
