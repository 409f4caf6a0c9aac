using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>When the recipient's server is to report back (RFC 3461 section 4.1).</summary>
[Flags]
public enum DeliveryReports
{
    /// <summary>Not said: the server's own rule, which is to report failures.</summary>
    AsUsual = 0,

    /// <summary>Never, not even failures.</summary>
    Never = 1,

    /// <summary>When it was delivered.</summary>
    OnSuccess = 2,

    /// <summary>When it could not be delivered.</summary>
    OnFailure = 4,

    /// <summary>When it is late.</summary>
    OnDelay = 8,
}

/// <summary>Who gets a message.</summary>
/// <param name="Address">The bare address, such as anna@example.com. It may hold non-ASCII letters (RFC 6531).</param>
/// <param name="Reports">Which delivery reports are asked for, where the server can.</param>
public sealed record EnvelopeRecipient(string Address, DeliveryReports Reports = DeliveryReports.AsUsual)
{
    /// <summary>A plain address.</summary>
    public static implicit operator EnvelopeRecipient(string address) => new(address);

    /// <summary>A plain address.</summary>
    public static EnvelopeRecipient FromString(string address) => new(address);
}

/// <summary>Who sends a message to whom, apart from what its header says (RFC 5321 section 2.3.1).</summary>
/// <param name="Sender">The bare address that bounces go to; null or empty for none (an automatic message, "&lt;&gt;").</param>
/// <param name="Recipients">At least one.</param>
public sealed record Envelope(string? Sender, IReadOnlyList<EnvelopeRecipient> Recipients)
{
    /// <summary>Comes back in delivery reports, so that they can be matched (ENVID, RFC 3461 section 4.4). At most 100 printable characters.</summary>
    public string? Id { get; init; }

    /// <summary>Whether delivery reports bring the whole message back or only its header (RET, RFC 3461 section 4.3).</summary>
    public bool ReturnWholeMessage { get; init; }

    /// <summary>Checks every part that goes on a command line.</summary>
    internal void Check()
    {
        if (Recipients.Count == 0) throw new ArgumentException("A message needs a recipient.", nameof(Recipients));
        if (!string.IsNullOrEmpty(Sender)) WireAddress.Check(Sender, nameof(Sender));
        foreach (var recipient in Recipients) WireAddress.Check(recipient.Address, nameof(Recipients));
        if (Id is { Length: > 100 }) throw new ArgumentException("An envelope id has at most 100 characters.", nameof(Id));
        if (Id is not null && Id.Any(c => c is < ' ' or > '~')) throw new UnsafeArgumentException("An envelope id is printable ASCII.", nameof(Id));
    }
}
