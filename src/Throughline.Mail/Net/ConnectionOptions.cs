namespace Throughline.Mail.Net;

/// <summary>How long each kind of wait may last before <see cref="MailTimeoutException"/>. The defaults follow RFC 5321 section 4.5.3.2.</summary>
public sealed record MailTimeouts
{
    /// <summary>Name lookup, TCP connection and TLS handshake, each.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the connection to the server's greeting. Slow greetings are a usual defence against spam.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From a command to the next line of its reply.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two blocks of a message while it is sent or received.</summary>
    public TimeSpan Transfer { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>From the end of a sent message to the server's word that it has it. Too short a wait makes duplicates.</summary>
    public TimeSpan Stored { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The same limit for every wait.</summary>
    public static MailTimeouts All(TimeSpan limit) => new() { Connect = limit, Greeting = limit, Reply = limit, Transfer = limit, Stored = limit };
}

/// <summary>What the IMAP, POP3 and SMTP clients share: limits, clock and caution.</summary>
public sealed record ConnectionOptions
{
    /// <summary>How long each wait may last.</summary>
    public MailTimeouts Timeouts { get; init; } = new();

    /// <summary>Measures timeouts, renewals and pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Bytes of the largest message that is kept; a larger one is reported, never stored. 256 MiB by default.</summary>
    public long MaxMessageBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Bytes of a message held in memory before it is spooled to a temporary file. 256 KiB by default.</summary>
    public int SpoolThreshold { get; init; } = 256 * 1024;

    /// <summary>The name by which an SMTP client introduces itself (EHLO). This machine's name by default.</summary>
    public string HelloName { get; init; } = Environment.MachineName;

    /// <summary>Whether a password or token may cross an unencrypted connection. Never by default.</summary>
    public bool AllowCleartextLogin { get; init; }
}
