using System.Security.Cryptography;
using System.Text;
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
    public void The_example_of_RFC_8463_gives_its_signature()
    {
        var header =
            "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n q=dns/txt; "
                + "s=brisbane; t=1528637909; h=from : to :\r\n" +
                " subject : date : message-id : from : subject : date;\r\n bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=";
        var (fields, body) = Canonical.Split(Encoding.ASCII.GetBytes(Letter8463));
        Assert.Equal("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=", Convert.ToBase64String(SHA256.HashData(Canonical.RelaxedBody(body))));
        using var key = DkimKey.FromSeed("football.example.com", "brisbane", Seed);
        var data = Canonical.SignedData(fields, ["from", "to", "subject", "date", "message-id", "from", "subject", "date"], Encoding.ASCII.GetBytes(header));
        Assert.Equal("/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==", Convert.ToBase64String(key.Sign(data)));
        Assert.Equal("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", key.DnsRecord);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\r\n\r\n", "")]
    [InlineData(" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n")]
    [InlineData("no end", "no end\r\n")]
    [InlineData("a\r\n \t\r\nb", "a\r\n\r\nb\r\n")]
    public void Bodies_are_relaxed_as_RFC_6376_says(string body, string relaxed) =>
        Assert.Equal(relaxed, Canonical.RelaxedBody(Encoding.ASCII.GetBytes(body)).Utf8());

    [Fact]
    public void Headers_are_relaxed_as_RFC_6376_says()
    {
        var (fields, _) = Canonical.Split("A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n"u8.ToArray());
        Assert.Equal("a:X\r\nb:Y Z\r\ns:b=", Canonical.SignedData(fields, ["a", "B"], "S: b="u8.ToArray()).Utf8());
    }

    [Fact]
    public void Repeated_headers_are_signed_from_the_last_up_and_missing_ones_as_nothing()
    {
        var (fields, _) = Canonical.Split("A: 1\r\nA: 2\r\n\r\n"u8.ToArray());
        Assert.Equal("a:2\r\na:1\r\ns:", Canonical.SignedData(fields, ["a", "a", "a", "missing"], "S:"u8.ToArray()).Utf8());
    }

    [Fact]
    public void A_signed_mail_verifies_with_the_published_rsa_key()
    {
        using var rsa = RSA.Create(2048);
        using var key = DkimKey.FromPem("example.org", "s1", rsa.ExportPkcs8PrivateKeyPem());
        var signed = new DkimSigner(key).Sign(Encoding.ASCII.GetBytes(Letter8463), At).Utf8();
        Assert.EndsWith(Letter8463, signed, StringComparison.Ordinal);
        using var published = RSA.Create();
        published.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.DnsRecord["v=DKIM1; k=rsa; p=".Length..]), out _);
        Assert.True(Verifies(signed, (data, signature) => published.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        Assert.False(Verifies(signed.Replace("dinner", "supper", StringComparison.Ordinal),
            (data, signature) => published.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        Assert.False(Verifies(signed.Replace("From: Joe", "From: Eve <eve@example.net>\r\nFrom: Joe", StringComparison.Ordinal),
            (data, signature) => published.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    [Fact]
    public void Two_keys_give_two_signatures_and_lone_line_feeds_become_crlf()
    {
        using var first = DkimKey.FromSeed("example.org", "s1", Seed);
        using var second = DkimKey.FromSeed("example.com", "s2", Seed);
        var signed = new DkimSigner(first, second).Sign("From: a@b.c\n\nbody\n"u8, At).Utf8();
        Assert.Equal(2, signed.Split("DKIM-Signature:").Length - 1);
        Assert.EndsWith("From: a@b.c\r\n\r\nbody\r\n", signed, StringComparison.Ordinal);
        Assert.All(signed.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
    }

    [Fact]
    public void Ed25519_keys_are_read_from_pem()
    {
        var der = Convert.FromHexString("302E020100300506032B657004220420").Concat(Seed).ToArray();
        using var key = DkimKey.FromPem("example.org", "s1", $"-----BEGIN PRIVATE KEY-----\n{Convert.ToBase64String(der)}\n-----END PRIVATE KEY-----\n");
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

    // A verifier as a receiver would write it, from the text of the header alone.
    private static bool Verifies(string mail, Func<byte[], byte[], bool> verify)
    {
        var end = mail.IndexOf("\r\nFrom:", StringComparison.Ordinal);
        var header = mail[..end];
        var tags = header["DKIM-Signature:".Length..]
            .Split(';')
            .Select(t => t.Split('=', 2))
            .ToDictionary(t => t[0].Trim(), t => string.Concat(t[1].Where(c => !char.IsWhiteSpace(c))));
        var (fields, body) = Canonical.Split(Encoding.ASCII.GetBytes(mail[(end + 2)..]));
        if (Convert.ToBase64String(SHA256.HashData(Canonical.RelaxedBody(body))) != tags["bh"]) return false;
        var bare = header[..(header.IndexOf("\r\n b=", StringComparison.Ordinal) + 5)];
        return verify(Canonical.SignedData(fields, tags["h"].Split(':'), Encoding.ASCII.GetBytes(bare)), Convert.FromBase64String(tags["b"]));
    }
}
