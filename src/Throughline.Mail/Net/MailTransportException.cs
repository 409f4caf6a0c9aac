namespace Throughline.Mail.Net;

/// <summary>Something went wrong between us and a mail server. <see cref="IsTransient"/> says whether to try again.</summary>
public abstract class MailTransportException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when the same attempt may succeed later; false when it never will without a change.</summary>
    public bool IsTransient { get; } = isTransient;
}

/// <summary>No connection could be made: unknown name, refused port, no route.</summary>
public sealed class ConnectionFailedException(string message, Exception? inner = null) : MailTransportException(message, isTransient: true, inner);

/// <summary>The connection ended while something was still awaited.</summary>
public sealed class ConnectionLostException(string message, Exception? inner = null) : MailTransportException(message, isTransient: true, inner);

/// <summary>A wait named in <see cref="MailTimeouts"/> lasted too long.</summary>
public sealed class MailTimeoutException(string awaited, TimeSpan limit)
    : MailTransportException($"Waited {limit.TotalSeconds:0.###} s for {awaited}.", isTransient: true)
{
    /// <summary>What was waited for, in words.</summary>
    public string Awaited { get; } = awaited;
}

/// <summary>TLS was not offered, its certificate was not believed, or a secret would have crossed in the clear.</summary>
public sealed class TlsFailedException(string message, Exception? inner = null) : MailTransportException(message, isTransient: false, inner);

/// <summary>The server did not accept the login. Transient only when the server says so itself (RFC 5530 UNAVAILABLE, SMTP 4xx).</summary>
public sealed class AuthenticationFailedException(string message, bool isTransient = false) : MailTransportException(message, isTransient);

/// <summary>The server understood a command and said no. The connection can still be used.</summary>
public sealed class CommandRefusedException(string message, bool isTransient, string? code = null) : MailTransportException(message, isTransient)
{
    /// <summary>The machine-readable reason if the server gave one: an IMAP response code, an SMTP reply code.</summary>
    public string? Code { get; } = code;
}

/// <summary>The server said something its protocol does not allow. The connection is closed; a new one may fare better.</summary>
public sealed class ProtocolBrokenException(string message) : MailTransportException(message, isTransient: true);

/// <summary>A message exceeds <see cref="ConnectionOptions.MaxMessageBytes"/>.</summary>
public sealed class MessageTooLargeException(long bytes, long limit)
    : MailTransportException($"The message has {bytes} bytes; the limit is {limit}.", isTransient: false);

/// <summary>An argument holds a line break, a NUL or another character that could smuggle a second command. Nothing was sent.</summary>
public sealed class UnsafeArgumentException(string message, string parameter) : ArgumentException(message, parameter);
