using System.Security.Cryptography;

namespace Throughline.Mail.Signing;

/// <summary>A key that signs for a domain under a selector (RFC 6376, 3.1): RSA of at least 1024 bits, or Ed25519 (RFC 8463).</summary>
public sealed class DkimKey : IDisposable
{
    private const int FewestBits = 1024;   // RFC 8301, 3.2
    private static readonly byte[] Ed25519Pkcs8 = Convert.FromHexString("302E020100300506032B657004220420");   // RFC 8410, 7
    private readonly RSA? rsa;
    private readonly Ed25519? ed25519;

    private DkimKey(string domain, string selector, RSA? rsa, Ed25519? ed25519)
    {
        if (!IsName(domain) || !IsName(selector)) throw new ArgumentException("The domain or selector is not a DNS name.", nameof(domain));
        (Domain, Selector, this.rsa, this.ed25519) = (domain, selector, rsa, ed25519);
    }

    /// <summary>The signing domain, <c>d=</c>.</summary>
    public string Domain { get; }

    /// <summary>The selector, <c>s=</c>: the public key stands in DNS at <c>selector._domainkey.domain</c>.</summary>
    public string Selector { get; }

    /// <summary>The algorithm, <c>a=</c>.</summary>
    public string Algorithm => rsa is null ? "ed25519-sha256" : "rsa-sha256";

    /// <summary>The TXT record to publish (RFC 6376, 3.6.1; RFC 8463, 4).</summary>
    public string DnsRecord => rsa is null
        ? $"v=DKIM1; k=ed25519; p={Convert.ToBase64String(ed25519!.PublicKey.Span)}"
        : $"v=DKIM1; k=rsa; p={Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())}";

    /// <summary>Reads a private key in PEM: PKCS#1 or PKCS#8 for RSA, PKCS#8 (RFC 8410) for Ed25519.</summary>
    /// <exception cref="ArgumentException">The key is neither, is shorter than 1024 bits, or a name is not a DNS name.</exception>
    public static DkimKey FromPem(string domain, string selector, string pem)
    {
        if (PemEncoding.TryFind(pem, out var fields) && pem[fields.Label] == "PRIVATE KEY"
            && Convert.FromBase64String(pem[fields.Base64Data]) is { Length: 48 } der && der.AsSpan().StartsWith(Ed25519Pkcs8))
                return FromSeed(domain, selector, der.AsSpan(16));
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            if (rsa.KeySize < FewestBits) throw new ArgumentException("The RSA key is shorter than 1024 bits.", nameof(pem));
            return new(domain, selector, rsa, null);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new ArgumentException($"The private key cannot be used: {e.Message}", nameof(pem), e);
        }
    }

    /// <summary>An Ed25519 key from its 32-byte seed (RFC 8032, 5.1.5).</summary>
    /// <exception cref="ArgumentException">The seed has another length, or a name is not a DNS name.</exception>
    public static DkimKey FromSeed(string domain, string selector, ReadOnlySpan<byte> seed) => new(domain, selector, null, new Ed25519(seed));

    /// <summary>Signs the hash of the header fields, as the algorithm wants it: RFC 8463 signs the SHA-256 hash, RSA signs the fields by PKCS#1 1.5.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> fields) =>
        rsa?.SignData(fields.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ?? ed25519!.Sign(SHA256.HashData(fields));

    /// <inheritdoc/>
    public void Dispose() => rsa?.Dispose();

    private static bool IsName(string name) => name.Length is > 0 and <= 253 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
