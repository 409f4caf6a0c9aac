using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Throughline.Mail.Net;

namespace Throughline.Tests.Mail.Servers;

/// <summary>A certificate that nobody signed, for "localhost", made anew for each run.</summary>
internal static class TestCertificate
{
    private static readonly Lazy<X509Certificate2> Made = new(Make);

    public static X509Certificate2 Certificate => Made.Value;

    public static string Fingerprint => Certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public static TlsTrust Trusted => TlsTrust.Pinned(Fingerprint);

    public static string CertificatePem => Certificate.ExportCertificatePem();

    public static string KeyPem => Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem();

    private static X509Certificate2 Make()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
