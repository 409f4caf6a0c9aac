using System.Net;
using System.Security.Cryptography.X509Certificates;
using Throughline.Mail.Net;

namespace Throughline.Mail.Receiving;

/// <summary>Which protocol hosts push mail by.</summary>
public enum ReceivingProtocol
{
    /// <summary>SMTP (RFC 5321): one answer for a whole message.</summary>
    Smtp,

    /// <summary>LMTP (RFC 2033): one answer for each recipient.</summary>
    Lmtp,
}

/// <summary>How to receive.</summary>
public sealed record ReceiverOptions
{
    /// <summary>Where to listen; port 0 takes any free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>SMTP or LMTP.</summary>
    public ReceivingProtocol Protocol { get; init; } = ReceivingProtocol.Smtp;

    /// <summary>The name we give ourselves.</summary>
    public string HostName { get; init; } = Environment.MachineName;

    /// <summary>Bytes of the largest message taken, announced by SIZE (RFC 1870). 32 MiB by default.</summary>
    public long MaxMessageBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>The most recipients of one message; at least 100 (RFC 5321 section 4.5.3.1.8).</summary>
    public int MaxRecipients { get; init; } = 1000;

    /// <summary>The most connections at once; more are asked to come again.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>Commands in error after which a connection is closed.</summary>
    public int MaxErrors { get; init; } = 20;

    /// <summary>Offers STARTTLS (RFC 3207) with this certificate; null offers none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether mail is taken over private connections only.</summary>
    public bool RequireTls { get; init; }

    /// <summary>How long peers may take. <see cref="MailTimeouts.Reply"/> is the wait for a command, <see cref="MailTimeouts.Transfer"/>
    /// for a block of a message.</summary>
    public MailTimeouts Timeouts { get; init; } = new();

    /// <summary>Measures the waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Bytes of a message held in memory before it is spooled to a temporary file.</summary>
    public int SpoolThreshold { get; init; } = 256 * 1024;

    /// <summary>Who may connect. Everyone by default: keep the port away from strangers or say here who they are.</summary>
    public Func<IPAddress, bool> MayConnect { get; init; } = _ => true;

    /// <summary>Asked about each recipient as it is named. All are accepted by default.</summary>
    public Func<string, Peer, CancellationToken, ValueTask<Verdict>> MayReceive { get; init; } = (_, _, _) => ValueTask.FromResult(Verdict.Accept);

    /// <summary>
    /// Stores a message and answers one verdict for each of its recipients, in their order. The peer is told only afterwards.
    /// SMTP has one answer for all, so there the worst verdict counts.
    /// </summary>
    public required Func<ReceivedMail, CancellationToken, ValueTask<IReadOnlyList<Verdict>>> Store { get; init; }

    /// <summary>Told what went wrong in <see cref="Store"/>, <see cref="MayReceive"/> or a connection. The peer of a failed store is asked
    /// to come again.</summary>
    public Action<Exception> OnError { get; init; } = _ => { };
}
