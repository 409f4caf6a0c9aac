namespace Throughline.Mail.Threading;

/// <summary>
/// Reply addresses that carry a signed token (<c>help+TOKEN@example.org</c>, subaddressing by RFC 5233), so that an answer finds its
/// conversation even when its headers were lost, and nobody can write into a conversation by guessing.
/// </summary>
public sealed class ReplyAddresses(SigningKeys keys)
{
    private const string Purpose = "reply";
    private const int GuidBytes = 16;
    private const int LongestLocalPart = 64;   // RFC 5321, 4.5.3.1.1

    /// <summary>The address that answers to a conversation should go to. <paramref name="mailbox"/> is the plain address, such as help@example.org.</summary>
    /// <exception cref="ArgumentException">The address has no at sign, or a local part that leaves no room for the token (more than 20 characters).</exception>
    public string For(Guid conversation, string mailbox)
    {
        var at = mailbox.LastIndexOf('@');
        if (at <= 0 || at == mailbox.Length - 1) throw new ArgumentException("The mailbox is not an address.", nameof(mailbox));
        if (at + 1 + SignedToken.Length(GuidBytes) > LongestLocalPart)
            throw new ArgumentException("The local part is too long for a token behind it.", nameof(mailbox));
        return $"{mailbox[..at]}+{SignedToken.Sign(keys, Purpose, conversation.ToByteArray(bigEndian: true))}{mailbox[at..]}";
    }

    /// <summary>The conversation that an address names, when its token was signed by one of the keys; null otherwise.</summary>
    public Guid? Conversation(string? address)
    {
        if (address is null) return null;
        var at = address.LastIndexOf('@');
        var local = at < 0 ? address : address[..at];
        var plus = local.LastIndexOf('+');
        if (plus < 0) return null;
        return SignedToken.Open(keys, Purpose, local.AsSpan(plus + 1), GuidBytes) is { } payload ? new Guid(payload, bigEndian: true) : null;
    }
}
