namespace Throughline.Mail.Net;

/// <summary>How a connection is encrypted: not at all, after an upgrade in the open, or from the first byte (RFC 8314).</summary>
public enum TransportSecurity
{
    /// <summary>Never encrypted. Passwords are then refused unless <see cref="ConnectionOptions.AllowCleartextLogin"/> is set.</summary>
    None,

    /// <summary>Upgraded by STARTTLS or STLS; a server that does not offer it is refused, never spoken to in the clear.</summary>
    StartTls,

    /// <summary>TLS from the first byte ("implicit TLS").</summary>
    Tls,
}

/// <summary>Where a mail server listens, and how the connection to it is kept private.</summary>
/// <param name="Host">A DNS name or an IP address; also the name the certificate must carry.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
/// <param name="Security">How the connection is encrypted.</param>
public sealed record MailEndpoint(string Host, int Port, TransportSecurity Security)
{
    /// <summary>Which certificates are believed. The system's own rules by default.</summary>
    public TlsTrust Trust { get; init; } = TlsTrust.System;
}
