using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Throughline.Mail.Signing;

namespace Throughline.Tests.Mail.Signing;

public class DkimTests
{
    private const string Letter8463 =
        "From: Joe SixPack <joe@football.example.com>\r\nTo: Suzie Q <suzie@shopping.example.net>\r\nSubject: Is dinner ready?\r\n"
            + "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n" +
        "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\r\nHi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n\r\n";

    private static readonly byte[] Seed = Convert.FromBase64String("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1528637909);

    [Fact]
    public void The_example_of_RFC_8463_verifies_with_the_key_that_we_would_publish()
    {
        var header =
            "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n q=dns/txt; "
                + "s=brisbane; t=1528637909; h=from : to :\r\n" +
                " subject : date : message-id : from : subject : date;\r\n bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=";
        const string signature = "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";
        var key = DkimKey.FromSeed("football.example.com", "brisbane", Seed);
        Assert.Equal("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", key.DnsRecord);
        Assert.True(RelaxedDkim.Verifies(header + signature + "\r\n" + Letter8463, Ed25519(key)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\r\n\r\n", "")]
    [InlineData(" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n")]
    [InlineData("no end", "no end\r\n")]
    [InlineData("a\r\n \t\r\nb", "a\r\n\r\nb\r\n")]
    public void Bodies_are_relaxed_as_RFC_6376_says(string body, string relaxed)
    {
        Assert.Equal(relaxed, RelaxedDkim.RelaxedBody(Encoding.ASCII.GetBytes(body)).Utf8());
        var key = DkimKey.FromSeed("example.org", "s1", Seed);
        Assert.True(RelaxedDkim.Verifies(new DkimSigner(key).Sign(Encoding.ASCII.GetBytes("From: a@b.c\r\n\r\n" + body), At).Utf8(), Ed25519(key)));
    }

    [Theory]
    [InlineData("From: a@b.c\r\nSubject : Y\t\r\n\tZ  \r\n\r\nx\r\n")]
    [InlineData("From: a@b.c\r\nTo: d@e.f\r\nTo: g@h.i\r\nReceived: x\r\n\r\nx\r\n")]
    [InlineData("From: a@b.c\r\nContent-Type: multipart/mixed; boundary=b\r\nMIME-Version: 1.0\r\n\r\nbefore\r\n--b\r\n\r\n one  \r\n--b--\r\nafter")]
    [InlineData("From: a@b.c\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=3D.\r\n.\r\n\r\n")]
    [InlineData("From: a@b.c\r\nThis is no field\r\nSubject: x\r\n\r\nx")]
    [InlineData("From: a@b.c\r\nSubject: no body")]
    public void What_is_signed_are_the_very_bytes_that_go(string mail)
    {
        var key = DkimKey.FromSeed("example.org", "s1", Seed);
        var signed = new DkimSigner(key).Sign(Encoding.ASCII.GetBytes(mail), At).Utf8();
        Assert.EndsWith(mail, signed, StringComparison.Ordinal);
        Assert.Contains("t=1528637909;", signed, StringComparison.Ordinal);
        Assert.True(RelaxedDkim.Verifies(signed, Ed25519(key)));
    }

    [Fact]
    public void A_signed_mail_verifies_with_the_published_rsa_key()
    {
        using var rsa = RSA.Create(2048);
        foreach (var pem in new[] { rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportRSAPrivateKeyPem() })
        {
            var key = DkimKey.FromPem("example.org", "s1", pem);
            var signed = new DkimSigner(key).Sign(Encoding.ASCII.GetBytes(Letter8463), At).Utf8();
            Assert.EndsWith(Letter8463, signed, StringComparison.Ordinal);
            using var published = RSA.Create();
            published.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.DnsRecord["v=DKIM1; k=rsa; p=".Length..]), out _);
            bool Fits(byte[] data, byte[] signature) => published.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            Assert.True(RelaxedDkim.Verifies(signed, Fits));
            Assert.False(RelaxedDkim.Verifies(signed.Replace("dinner", "supper", StringComparison.Ordinal), Fits));
            Assert.False(RelaxedDkim.Verifies(signed.Replace("hungry", "thirsty", StringComparison.Ordinal), Fits));
            Assert.False(RelaxedDkim.Verifies(signed.Replace("From: Joe", "From: Eve <eve@example.net>\r\nFrom: Joe", StringComparison.Ordinal), Fits));
        }
    }

    [Fact]
    public void Two_keys_give_two_signatures_and_lone_line_feeds_become_crlf()
    {
        var first = DkimKey.FromSeed("example.org", "s1", Seed);
        var second = DkimKey.FromSeed("example.com", "s2", Seed);
        var signed = new DkimSigner(first, second).Sign("From: a@b.c\n\nbody\n"u8, At).Utf8();
        Assert.Equal(2, signed.Split("DKIM-Signature:").Length - 1);
        Assert.EndsWith("From: a@b.c\r\n\r\nbody\r\n", signed, StringComparison.Ordinal);
        Assert.All(signed.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
    }

    [Fact]
    public void Ed25519_keys_are_read_from_pem()
    {
        var der = Convert.FromHexString("302E020100300506032B657004220420").Concat(Seed).ToArray();
        var key = DkimKey.FromPem("example.org", "s1", $"-----BEGIN PRIVATE KEY-----\n{Convert.ToBase64String(der)}\n-----END PRIVATE KEY-----\n");
        Assert.Equal("ed25519-sha256", key.Algorithm);
    }

    [Theory]
    [InlineData("example.org", "s1", "no key at all")]
    [InlineData("exa mple.org", "s1", null)]
    [InlineData("example.org", "s;1", null)]
    [InlineData("", "s1", null)]
    public void Bad_keys_and_names_are_refused(string domain, string selector, string? pem) =>
        Assert.Throws<ArgumentException>(() => pem is null ? DkimKey.FromSeed(domain, selector, Seed) : DkimKey.FromPem(domain, selector, pem));

    [Fact]
    public void Rsa_keys_shorter_than_1024_bits_are_refused()
    {
        using var rsa = RSA.Create(512);
        Assert.Throws<ArgumentException>(() => DkimKey.FromPem("example.org", "s1", rsa.ExportPkcs8PrivateKeyPem()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_seed_of_another_length_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => DkimKey.FromSeed("example.org", "s1", new byte[length]));

    /// <summary>Verifies as RFC 8463 says, with the key as it stands in DNS: what is signed is the hash.</summary>
    private static Func<byte[], byte[], bool> Ed25519(DkimKey key) => (data, signature) =>
    {
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(Convert.FromBase64String(key.DnsRecord["v=DKIM1; k=ed25519; p=".Length..])));
        var hash = SHA256.HashData(data);
        verifier.BlockUpdate(hash, 0, hash.Length);
        return verifier.VerifySignature(signature);
    };
}
