namespace Throughline.Contracts;

/// <summary>The one way to send a message to somebody: queued with what the caller saves, sent in its lane, tried again, and once for one
/// key.</summary>
public interface ISendMessages : IPart
{
    /// <summary>Whether a channel is set up; where it is not, nothing is queued.</summary>
    /// <param name="channel">Such as <see cref="OutgoingMessage.Mail"/>.</param>
    Task<bool> CanSend(string channel, CancellationToken ct);

    /// <summary>Adds a message to what the caller saves: both are kept, or neither. Of two who add one key at once, the second's save is refused.</summary>
    Task<Sending> Send(OutgoingMessage message, CancellationToken ct);
}

/// <summary>What becomes of a message that was handed over.</summary>
public enum Sending
{
    /// <summary>It goes out once the caller has saved.</summary>
    Queued,

    /// <summary>One of this key was handed over before, and this one is left out.</summary>
    Known,

    /// <summary>The channel is not set up: nothing is kept.</summary>
    NotSetUp,
}

/// <summary>Which messages wait for each other. Lanes run beside each other, so that many never hold up one.</summary>
public enum MessageLane
{
    /// <summary>Somebody waits for it: a way in, an answer to a customer.</summary>
    Now,

    /// <summary>What colleagues asked to be told.</summary>
    Soon,

    /// <summary>The same to many.</summary>
    Bulk,
}

/// <summary>A message to one person.</summary>
/// <param name="Key">The caller's, such as <c>daily:USER:2026-11-30</c>: what bears the same is the same message. Remembered for 30 days.</param>
/// <param name="To">An address of the channel: for mail, a bare mail address.</param>
/// <param name="Text">All that it says, without any markup.</param>
public sealed record OutgoingMessage(string Key, MessageLane Lane, string To, string Subject, string Text)
{
    public const string Mail = "mail";

    public string Channel { get; init; } = Mail;

    /// <summary>What they are called, where it is known.</summary>
    public string? ToName { get; init; }

    /// <summary>The same with markup, for channels that show it.</summary>
    public string? Html { get; init; }

    /// <summary>Where whoever gets it says that they want no more: a page, and a POST that does it at once (RFC 8058). An absolute address.</summary>
    public string? Unsubscribe { get; init; }
}
