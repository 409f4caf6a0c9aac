using System.Text;
using Throughline.Mail.Net;
using Throughline.Mail.Smtp;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Smtp;

[Collection(RealMailServersCollection.Name)]
public class SmtpOnPostfixTests(RealMailServers servers)
{
    private readonly PostfixServer _postfix = servers.Postfix;
    [Theory]
    [InlineData(TransportSecurity.None)]
    [InlineData(TransportSecurity.StartTls)]
    [InlineData(TransportSecurity.Tls)]
    public async Task A_mail_arrives_as_it_was_sent_however_the_connection_is_made(TransportSecurity security)
    {
        await using var client = await SmtpClient.Connect(_postfix.Smtp(security));
        Assert.Equal(security != TransportSecurity.None, client.IsEncrypted);
        var subject = $"arrives over {security}";
        var mail = TestMail.About(subject, ".\r\n..two\r\n\r\n.\r\nüber ein Feld");
        var result = await client.Send(new Envelope("sender@example.test", ["anna@example.test"]), new MemoryStream(mail));
        Assert.True(result.AllAccepted, string.Join('\n', result.Verdicts));
        var delivered = Encoding.UTF8.GetString(await _postfix.Delivered("anna", subject));

        // A maildir holds LF line ends, and the server puts its own fields in front.
        Assert.EndsWith(Encoding.UTF8.GetString(mail).Replace("\r\n", "\n", StringComparison.Ordinal), delivered, StringComparison.Ordinal);
        await client.Quit();
    }

    [Fact]
    public async Task Each_recipient_has_a_verdict_of_its_own()
    {
        await using var client = await SmtpClient.Connect(_postfix.Smtp(TransportSecurity.StartTls));
        var result = await client.Send(new Envelope(
            "sender@example.test", ["anna@example.test", "nobody@example.test", "later@example.test", "bert@example.test", "x@elsewhere.test"]),
            new MemoryStream(TestMail.About("five verdicts")));
        Assert.Equal([Delivery.Accepted, Delivery.Refused, Delivery.TryLater, Delivery.Accepted, Delivery.Refused], result.Verdicts.Select(v => v.Delivery));
        Assert.Equal("5.1.1", result.Verdicts[1].Reply!.EnhancedCode);
        Assert.Equal(450, result.Verdicts[2].Reply!.Code);
        await _postfix.Delivered("anna", "five verdicts");
        await _postfix.Delivered("bert", "five verdicts");
    }

    [Fact]
    public async Task A_connection_goes_on_after_refused_messages()
    {
        await using var client = await SmtpClient.Connect(_postfix.Smtp(TransportSecurity.StartTls));
        for (var i = 0; i < 3; i++)
        {
            var refused = await client.Send(new Envelope("", ["nobody@example.test"]), new MemoryStream(TestMail.About("refused")));
            Assert.Equal(Delivery.Refused, refused.Verdicts.Single().Delivery);
            var accepted = await client.Send(new Envelope(null, ["anna@example.test"]), new MemoryStream(TestMail.About($"accepted {i}")));
            Assert.True(accepted.AllAccepted);
        }

        await _postfix.Delivered("anna", "accepted 2");
    }

    [Fact]
    public async Task Passwords_and_tokens_sign_in_and_wrong_ones_are_refused()
    {
        await using var client = await SmtpClient.Connect(_postfix.Smtp(TransportSecurity.StartTls));
        await Assert.ThrowsAsync<AuthenticationFailedException>(() => client.SignIn(MailLogin.WithPassword("anna", "wrong")));
        await client.SignIn(MailLogin.WithPassword("anna", DovecotServer.Password));
        await using var other = await SmtpClient.Connect(_postfix.Smtp(TransportSecurity.Tls));
        await Assert.ThrowsAsync<AuthenticationFailedException>(() => other.SignIn(MailLogin.WithToken("anna", _ => ValueTask.FromResult("stale"))));
        await other.SignIn(MailLogin.WithToken("anna", _ => ValueTask.FromResult(DovecotServer.Token("anna"))));
    }

    [Fact]
    public async Task International_addresses_reports_and_ids_are_understood()
    {
        await using var client = await SmtpClient.Connect(_postfix.Smtp(TransportSecurity.StartTls));
        var envelope = new Envelope("sender@example.test", [new("jörg@example.test"), new(
            "anna@example.test", DeliveryReports.OnSuccess | DeliveryReports.OnFailure)]) { Id = "order+4711=x", ReturnWholeMessage = true };
        var result = await client.Send(envelope, new MemoryStream(TestMail.About("Grüße an jörg")));
        Assert.True(result.AllAccepted, string.Join('\n', result.Verdicts));
        await _postfix.Delivered("joerg", "Grüße an jörg");
    }

    [Fact]
    public async Task A_mail_beyond_the_servers_limit_is_refused_before_it_is_sent()
    {
        await using var client = await SmtpClient.Connect(_postfix.Smtp(TransportSecurity.StartTls));
        Assert.Equal(PostfixServer.MaxMessageBytes, client.MaxMessageBytes);
        var result = await client.Send(
            new Envelope("sender@example.test", ["anna@example.test"]), new MemoryStream(new byte[PostfixServer.MaxMessageBytes + 1]));
        Assert.Equal(Delivery.Refused, result.Verdicts.Single().Delivery);
        await client.NoOp();
    }

    [Fact]
    public async Task Many_mails_share_a_few_connections()
    {
        await using var sender = new SmtpSender(
            _postfix.Smtp(TransportSecurity.StartTls), MailLogin.WithPassword("anna", DovecotServer.Password), connections: 3);
        var connectsBefore = _postfix.Log.Split("connect from").Length;
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            sender.Send(new Envelope("sender@example.test", ["bert@example.test"]), new MemoryStream(TestMail.About($"shared {i}.")))));
        Assert.All(results, r => Assert.True(r.AllAccepted));
        await _postfix.Delivered("bert", "shared 39.");
        Assert.InRange(_postfix.Log.Split(": connect from").Length, 1, connectsBefore + 3);
    }
}
