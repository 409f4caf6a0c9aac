using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Throughline.Mail.Net;

/// <summary>Decides which server certificates are believed (RFC 6125, RFC 7817).</summary>
public sealed class TlsTrust
{
    private readonly Func<X509Certificate2?, SslPolicyErrors, bool> _believes;

    private TlsTrust(Func<X509Certificate2?, SslPolicyErrors, bool> believes) => _believes = believes;

    /// <summary>The certificate must chain to a root that the system trusts, be in date, and carry the host's name.</summary>
    public static TlsTrust System { get; } = new((_, errors) => errors == SslPolicyErrors.None);

    /// <summary>Only certificates with one of these SHA-256 fingerprints are believed, whoever signed them.</summary>
    /// <param name="sha256Fingerprints">64 hexadecimal digits each; colons and spaces between them are ignored.</param>
    /// <exception cref="ArgumentException">A fingerprint is not 32 bytes of hexadecimal, or none is given.</exception>
    public static TlsTrust Pinned(params IReadOnlyList<string> sha256Fingerprints)
    {
        if (sha256Fingerprints.Count == 0) throw new ArgumentException("At least one fingerprint must be given.", nameof(sha256Fingerprints));
        var pins = sha256Fingerprints.Select(Digits).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new((certificate, _) => certificate is not null && pins.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256)));
    }

    /// <summary>The caller decides, told the certificate and what the system found wrong with it.</summary>
    public static TlsTrust DecidedBy(Func<X509Certificate2?, SslPolicyErrors, bool> decide) => new(decide);

    internal bool Believes(X509Certificate? certificate, SslPolicyErrors errors) => _believes(certificate as X509Certificate2, errors);

    private static string Digits(string fingerprint)
    {
        var digits = fingerprint.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit)
            ? digits
            : throw new ArgumentException($"'{fingerprint}' is not a SHA-256 fingerprint of 64 hexadecimal digits.", nameof(fingerprint));
    }
}
