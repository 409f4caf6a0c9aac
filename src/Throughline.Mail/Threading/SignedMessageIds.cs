namespace Throughline.Mail.Threading;

/// <summary>
/// Message-IDs (RFC 5322, 3.6.4) that we can recognise as our own when they come back in In-Reply-To, References or a bounce, with the
/// conversation and the message they belong to.
/// </summary>
public sealed class SignedMessageIds(SigningKeys keys)
{
    private const string Purpose = "message-id";
    private const int GuidBytes = 16;

    /// <summary>What one of our ids says.</summary>
    public sealed record Origin(Guid Conversation, Guid Message);

    /// <summary>A Message-ID without angle brackets for a message of a conversation, within <paramref name="domain"/>.</summary>
    /// <exception cref="ArgumentException">The domain is empty or holds blanks, brackets or an at sign.</exception>
    public string Create(Guid conversation, Guid message, string domain)
    {
        if (string.IsNullOrWhiteSpace(domain) || domain.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '@'))
            throw new ArgumentException("The domain cannot stand in a Message-ID.", nameof(domain));
        byte[] payload = [.. conversation.ToByteArray(bigEndian: true), .. message.ToByteArray(bigEndian: true)];
        return $"{SignedToken.Sign(keys, Purpose, payload)}@{domain}";
    }

    /// <summary>What an id says when it is one of ours, else null. Angle brackets may be there or not.</summary>
    public Origin? Read(string? messageId)
    {
        var id = messageId.AsSpan().Trim(" \t<>");
        var at = id.IndexOf('@');
        if (at < 0 || SignedToken.Open(keys, Purpose, id[..at], 2 * GuidBytes) is not { } payload) return null;
        return new(new Guid(payload.AsSpan(0, GuidBytes), bigEndian: true), new Guid(payload.AsSpan(GuidBytes), bigEndian: true));
    }

    /// <summary>The first of our own ids among In-Reply-To and References, the nearest first; null when there is none.</summary>
    public Origin? Answered(Messages.MailMessage message)
    {
        if (Read(message.InReplyTo) is { } direct) return direct;
        for (var i = message.References.Count - 1; i >= 0; i--) if (Read(message.References[i]) is { } earlier) return earlier;
        return null;
    }
}
