using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Throughline.Mail.Net;
using Throughline.Mail.Receiving;
using Throughline.Mail.Smtp;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Receiving;

[Collection(RealMailServersCollection.Name)]
public class ReceivingFromPostfixTests(RealMailServers servers)
{
    [Theory]
    [InlineData(ReceivingProtocol.Lmtp, "push.test")]
    [InlineData(ReceivingProtocol.Smtp, "relay.test")]
    public async Task What_postfix_pushes_arrives_whole_and_what_was_put_off_comes_again(ReceivingProtocol protocol, string domain)
    {
        var stored = new ConcurrentDictionary<string, byte[]>();
        var attempts = new ConcurrentDictionary<string, int>();
        var wasEncrypted = false;
        var postfix = servers.Postfix;
        await using var receiver = MailReceiver.Start(new ReceiverOptions
        {
            Listen = new(IPAddress.Loopback, protocol == ReceivingProtocol.Lmtp ? postfix.LmtpPushPort : postfix.SmtpPushPort),
            Protocol = protocol,
            HostName = "receiver.test",
            Certificate = TestCertificate.Certificate,
            MayReceive = (address, _, _) => ValueTask.FromResult(attempts.AddOrUpdate("named " + address, 1, (_, n) => n + 1) == 1
                && address.StartsWith("busy", StringComparison.Ordinal)
                ? Verdict.TryLater("busy")
                : Verdict.Accept),
            Store = async (mail, ct) =>
            {
                var bytes = await TestMail.Bytes(mail.Message);
                wasEncrypted |= mail.Peer.IsEncrypted;
                return [.. mail.Recipients.Select(recipient =>
                {
                    if (recipient.StartsWith("full", StringComparison.Ordinal) && attempts.AddOrUpdate(recipient, 1, (_, n) => n + 1) == 1)
                        return Verdict.TryLater("full");
                    stored[recipient] = bytes;
                    return Verdict.Accept;
                })];
            },
        });
        string[] recipients = [.. new[] { "calm", "busy", "full" }.Select(name => $"{name}@{domain}")];
        await using var client = await SmtpClient.Connect(postfix.Smtp(TransportSecurity.StartTls));
        var mail = TestMail.About($"pushed by {protocol}", ".\r\n..\r\n" + new string('y', 900) + "\r\n.end");
        Assert.True((await client.Send(
            new Envelope("sender@example.test", [.. recipients.Select(r => new EnvelopeRecipient(r))]), new MemoryStream(mail))).AllAccepted);

        for (var i = 0; i < 400 && stored.Count < 3; i++) await Task.Delay(50);
        Assert.Equal(recipients.Order(), stored.Keys.Order());
        Assert.All(stored.Values, bytes => Assert.EndsWith(Encoding.UTF8.GetString(mail), Encoding.UTF8.GetString(bytes), StringComparison.Ordinal));
        Assert.True(wasEncrypted, "postfix should have used STARTTLS");
    }
}
