using System.Net;

namespace Throughline.Mail.Receiving;

/// <summary>What the one who takes mail says of one recipient.</summary>
public abstract record Verdict
{
    /// <summary>Yes: after a message, that it is stored for good.</summary>
    public static Verdict Accept { get; } = new Accepted();

    /// <summary>Not now (4xx): the sender keeps the message and comes again.</summary>
    public static Verdict TryLater(string why) => new Postponed(why);

    /// <summary>Never (5xx): the sender gets it back.</summary>
    public static Verdict Refuse(string why) => new Refused(why);

    /// <summary>Yes.</summary>
    public sealed record Accepted : Verdict;

    /// <summary>Not now.</summary>
    public sealed record Postponed(string Why) : Verdict;

    /// <summary>Never.</summary>
    public sealed record Refused(string Why) : Verdict;
}

/// <summary>Who is on the other end.</summary>
/// <param name="Address">Their network address.</param>
/// <param name="HelloName">The name they gave; anyone can say anything.</param>
/// <param name="IsEncrypted">Whether the connection is private.</param>
public sealed record Peer(IPAddress Address, string HelloName, bool IsEncrypted);

/// <summary>A message with its envelope.</summary>
/// <param name="Sender">Where bounces go; empty for an automatic message.</param>
/// <param name="Recipients">Those that were accepted, in their order.</param>
/// <param name="Message">The raw bytes, seekable, at the start; closed when the one who takes it has answered.</param>
/// <param name="Bytes">Their number.</param>
/// <param name="IsUtf8">Whether header and addresses may be UTF-8 (SMTPUTF8, RFC 6531).</param>
/// <param name="Peer">Who sent it.</param>
public sealed record ReceivedMail(string Sender, IReadOnlyList<string> Recipients, Stream Message, long Bytes, bool IsUtf8, Peer Peer);
