using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.X509;

namespace Throughline.Mail.Signing;

/// <summary>A key that signs for a domain under a selector (RFC 6376, 3.1): RSA of at least 1024 bits, or Ed25519 (RFC 8463).</summary>
public sealed class DkimKey
{
    private const int FewestBits = 1024;   // RFC 8301, 3.2

    private DkimKey(string domain, string selector, AsymmetricKeyParameter key)
    {
        if (!IsName(domain) || !IsName(selector)) throw new ArgumentException("The domain or selector is not a DNS name.", nameof(domain));
        (Domain, Selector, Private) = (domain, selector, key);
    }

    /// <summary>The signing domain, <c>d=</c>.</summary>
    public string Domain { get; }

    /// <summary>The selector, <c>s=</c>: the public key stands in DNS at <c>selector._domainkey.domain</c>.</summary>
    public string Selector { get; }

    /// <summary>The algorithm, <c>a=</c>.</summary>
    public string Algorithm => Private is Ed25519PrivateKeyParameters ? "ed25519-sha256" : "rsa-sha256";

    /// <summary>The TXT record to publish (RFC 6376, 3.6.1; RFC 8463, 4).</summary>
    public string DnsRecord => Private switch
    {
        Ed25519PrivateKeyParameters key => $"v=DKIM1; k=ed25519; p={Convert.ToBase64String(key.GeneratePublicKey().GetEncoded())}",
        RsaPrivateCrtKeyParameters key => $"v=DKIM1; k=rsa; p={Convert.ToBase64String(SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(
            new RsaKeyParameters(isPrivate: false, key.Modulus, key.PublicExponent)).GetDerEncoded())}",
        _ => throw new InvalidOperationException("The key is neither RSA nor Ed25519."),
    };

    internal AsymmetricKeyParameter Private { get; }

    internal DkimSignatureAlgorithm Kind =>
        Private is Ed25519PrivateKeyParameters ? DkimSignatureAlgorithm.Ed25519Sha256 : DkimSignatureAlgorithm.RsaSha256;

    /// <summary>Reads a private key in PEM: PKCS#1 or PKCS#8 for RSA, PKCS#8 (RFC 8410) for Ed25519.</summary>
    /// <exception cref="ArgumentException">The key is neither, is shorter than 1024 bits, or a name is not a DNS name.</exception>
    public static DkimKey FromPem(string domain, string selector, string pem)
    {
        var key = Read(pem) switch
        {
            AsymmetricCipherKeyPair pair => pair.Private,
            AsymmetricKeyParameter { IsPrivate: true } alone => alone,
            _ => null,
        };
        return key switch
        {
            RsaPrivateCrtKeyParameters { Modulus.BitLength: < FewestBits } =>
                throw new ArgumentException("The RSA key is shorter than 1024 bits.", nameof(pem)),
            RsaPrivateCrtKeyParameters or Ed25519PrivateKeyParameters => new(domain, selector, key),
            _ => throw new ArgumentException("This is no private key of RSA or Ed25519 in PEM.", nameof(pem)),
        };
    }

    /// <summary>An Ed25519 key from its 32-byte seed (RFC 8032, 5.1.5).</summary>
    /// <exception cref="ArgumentException">The seed has another length, or a name is not a DNS name.</exception>
    public static DkimKey FromSeed(string domain, string selector, ReadOnlySpan<byte> seed) => seed.Length == Ed25519PrivateKeyParameters.KeySize
        ? new(domain, selector, new Ed25519PrivateKeyParameters(seed))
        : throw new ArgumentException("A seed has 32 bytes.", nameof(seed));

    private static object? Read(string pem)
    {
        try
        {
            using var text = new StringReader(pem);
            using var reader = new PemReader(text);
            return reader.ReadObject();
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ArgumentException($"The private key cannot be used: {error.Message}", nameof(pem), error);
        }
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 253 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
