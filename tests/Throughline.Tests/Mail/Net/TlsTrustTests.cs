using System.Net.Security;
using Throughline.Mail.Net;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Net;

public class TlsTrustTests
{
    [Fact]
    public void A_pin_is_read_with_or_without_colons_and_believed_whoever_signed()
    {
        var colons = string.Join(':', TestCertificate.Fingerprint.Chunk(2).Select(pair => new string(pair))).ToLowerInvariant();
        foreach (var pin in new[] { TestCertificate.Fingerprint, colons })
        {
            Assert.True(TlsTrust.Pinned(pin).Believes(TestCertificate.Certificate, SslPolicyErrors.RemoteCertificateChainErrors));
            Assert.False(TlsTrust.Pinned(pin).Believes(null, SslPolicyErrors.RemoteCertificateNotAvailable));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AB")]
    [InlineData("ZZ00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000FF")]
    public void What_is_no_fingerprint_is_refused(string pin) => Assert.Throws<ArgumentException>(() => TlsTrust.Pinned(pin));

    [Fact]
    public void Without_a_word_the_system_decides_and_a_caller_may_decide_otherwise()
    {
        Assert.False(TlsTrust.System.Believes(TestCertificate.Certificate, SslPolicyErrors.RemoteCertificateNameMismatch));
        Assert.True(TlsTrust.System.Believes(TestCertificate.Certificate, SslPolicyErrors.None));
        Assert.True(TlsTrust.DecidedBy((_, errors) => errors == SslPolicyErrors.RemoteCertificateNameMismatch).Believes(
            TestCertificate.Certificate, SslPolicyErrors.RemoteCertificateNameMismatch));
        Assert.Throws<ArgumentException>(() => TlsTrust.Pinned());
    }

    [Fact]
    public void A_login_never_prints_its_secret() => Assert.Equal("anna", MailLogin.WithPassword("anna", "secret").ToString());
}
