namespace Throughline.Mail.Messages;

/// <summary>What a message is besides a letter from a person.</summary>
public enum VerdictKind
{
    /// <summary>Sent by a machine (RFC 3834): answering it automatically is forbidden.</summary>
    AutoSubmitted,

    /// <summary>Sent to many: a list, a newsletter, a campaign (RFC 2369, RFC 2919).</summary>
    Bulk,

    /// <summary>It has been here before, or has travelled so far that it must be going round.</summary>
    Loop,

    /// <summary>A report about a message that could not be delivered (RFC 3464) or one that looks like it.</summary>
    Bounce,
}

/// <summary>One verdict with the evidence for it, in words.</summary>
public sealed record MailVerdict(VerdictKind Kind, string Reason);
