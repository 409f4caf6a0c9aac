namespace Throughline.Mail.Threading;

/// <summary>Builds the References of an answer (RFC 5322, 3.6.4).</summary>
public static class References
{
    /// <summary>Ids kept at most; of longer threads the first and the latest stay, as RFC 5537, 3.4.4 advises.</summary>
    public const int Most = 30;

    /// <summary>
    /// The References for an answer to a message with these headers: its own References (else its In-Reply-To), then its Message-ID;
    /// repeats removed, the oldest first.
    /// </summary>
    public static IReadOnlyList<string> ForAnswer(IReadOnlyList<string> parentReferences, string? parentInReplyTo, string? parentMessageId)
    {
        var ids = new List<string>();
        foreach (var id in parentReferences.Count > 0 ? parentReferences : parentInReplyTo is null ? [] : [parentInReplyTo]) if (!ids.Contains(id)) ids.Add(id);
        if (parentMessageId is not null)
        {
            ids.Remove(parentMessageId);
            ids.Add(parentMessageId);
        }
        if (ids.Count > Most) ids.RemoveRange(1, ids.Count - Most);
        return ids;
    }

    /// <summary>The References for an answer to a message.</summary>
    public static IReadOnlyList<string> ForAnswer(Messages.MailMessage parent) => ForAnswer(parent.References, parent.InReplyTo, parent.MessageId);
}
