namespace Throughline.Mail.Smtp;

/// <summary>What became of a message for one recipient.</summary>
public enum Delivery
{
    /// <summary>The server has it and is responsible for it now.</summary>
    Accepted,

    /// <summary>Not now; try again later (4xx, or the connection failed before the message was handed over).</summary>
    TryLater,

    /// <summary>Never like this; tell a person (5xx, or the server lacks what the message needs).</summary>
    Refused,

    /// <summary>The connection ended after the message was handed over and before the server's word. It may have arrived: a repetition may
    /// be a duplicate, no repetition a loss.</summary>
    Uncertain,
}

/// <summary>The verdict for one recipient.</summary>
/// <param name="Recipient">The address as it was given.</param>
/// <param name="Delivery">What became of it.</param>
/// <param name="Reply">The server's reply that decided; null when there was none.</param>
/// <param name="Reason">In words, for a log or a person.</param>
public sealed record RecipientVerdict(string Recipient, Delivery Delivery, SmtpReply? Reply, string Reason);

/// <summary>One verdict for each recipient, in the order of the envelope.</summary>
public sealed record SendResult(IReadOnlyList<RecipientVerdict> Verdicts)
{
    /// <summary>Whether everyone gets it.</summary>
    public bool AllAccepted => Verdicts.All(v => v.Delivery == Delivery.Accepted);

    /// <summary>The recipients with this verdict.</summary>
    public IEnumerable<string> Those(Delivery delivery) => Verdicts.Where(v => v.Delivery == delivery).Select(v => v.Recipient);
}
