using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>What a <see cref="MailboxWatcher"/> tells. Save <see cref="State"/> together with what you did about it, and nothing is lost or
/// done twice.</summary>
/// <param name="State">Where to go on after a restart.</param>
public abstract record MailboxEvent(MailboxState State);

/// <summary>A message that was not told before.</summary>
/// <param name="Message">Open until the next event is asked for.</param>
/// <param name="Fingerprint">The SHA-256 of its raw bytes, by which it is known again after a renumbering.</param>
public sealed record NewMessage(FetchedMessage Message, string Fingerprint, MailboxState State) : MailboxEvent(State);

/// <summary>A message that is there but cannot be had: too large, or the server failed over it several times. It stays on the server; tell a person.</summary>
public sealed record MessageNotDelivered(uint Uid, string Why, MailboxState State) : MailboxEvent(State);

/// <summary>The server renumbered the mailbox (UIDVALIDITY). Known messages are recognised and not told again.</summary>
public sealed record MailboxRenumbered(uint Before, uint Now, MailboxState State) : MailboxEvent(State);

/// <summary>The connection failed; the watch goes on after a pause.</summary>
public sealed record ConnectionInterrupted(MailTransportException Why, TimeSpan RetryIn, MailboxState State) : MailboxEvent(State);
