using Throughline.Mail.Net;
using Throughline.Mail.Smtp;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Smtp;

public class NastySmtpServerTests
{
    private static readonly Envelope ToThree = new("sender@example.test", ["a@example.test", "b@example.test", "c@example.test"]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_recipient_of_three_is_refused_and_the_others_get_their_mail(bool pipelines)
    {
        await using var server = ScriptedServer.Start(peer => Converse(
            peer, pipelines ? ["PIPELINING"] : [], rcpt: (address, _) => address.StartsWith('b') ? "550 5.1.1 nobody" : null));
        var result = await Send(server, ToThree);
        Assert.Equal([Delivery.Accepted, Delivery.Refused, Delivery.Accepted], result.Verdicts.Select(v => v.Delivery));
        Assert.Equal("5.1.1", result.Verdicts[1].Reply!.EnhancedCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_that_takes_the_message_and_drops_leaves_it_uncertain(bool pipelines)
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, pipelines ? ["PIPELINING"] : [], stored: _ => throw new IOException("gone")));
        var result = await Send(server, ToThree);
        Assert.All(result.Verdicts, v => Assert.Equal(Delivery.Uncertain, v.Delivery));
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_peer_that_drops_before_the_message_asks_for_another_try(string verb)
    {
        await using var server = ScriptedServer.Start(peer => Converse(
            peer, ["PIPELINING"], command: line => line.StartsWith(verb, StringComparison.Ordinal) ? throw new IOException("gone") : null));
        var result = await Send(server, ToThree);
        Assert.All(result.Verdicts, v => Assert.Equal(Delivery.TryLater, v.Delivery));
    }

    [Theory]
    [InlineData("451 4.3.0 later", Delivery.TryLater)]
    [InlineData("554 5.7.1 spam", Delivery.Refused)]
    [InlineData("250 queued", Delivery.Accepted)]
    [InlineData("250", Delivery.Accepted)]
    [InlineData("250-queued\r\n250 as 1", Delivery.Accepted)]
    [InlineData("354 more?", Delivery.Uncertain)]
    [InlineData("250-queued\r\n550 or not", Delivery.Uncertain)]
    [InlineData("OK", Delivery.Uncertain)]
    [InlineData("999 what", Delivery.Uncertain)]
    public async Task The_answer_to_the_message_decides_for_all(string answer, Delivery expected)
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, ["PIPELINING"], stored: _ => answer));
        Assert.All((await Send(server, ToThree)).Verdicts, v => Assert.Equal(expected, v.Delivery));
    }

    [Fact]
    public async Task A_refused_sender_is_the_reason_for_every_recipient_and_the_connection_goes_on()
    {
        var refuse = true;
        await using var server = ScriptedServer.Start(peer => Converse(
            peer, ["PIPELINING"], command: line => line.StartsWith("MAIL", StringComparison.Ordinal) && refuse ? "452 4.3.1 disk full" : null));
        await using var client = await SmtpClient.Connect(server.Endpoint);
        var first = await client.Send(ToThree, new MemoryStream(TestMail.About("x")));
        Assert.All(first.Verdicts, v => Assert.Equal((Delivery.TryLater, 452), (v.Delivery, v.Reply!.Code)));
        refuse = false;
        Assert.True((await client.Send(ToThree, new MemoryStream(TestMail.About("x")))).AllAccepted);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task An_eager_server_that_wants_a_message_for_nobody_gets_an_empty_one()
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, ["PIPELINING"], rcpt: (_, _) => "550 no"));
        await using var client = await SmtpClient.Connect(server.Endpoint);
        var result = await client.Send(ToThree, new MemoryStream(TestMail.About("secret")));
        Assert.All(result.Verdicts, v => Assert.Equal(Delivery.Refused, v.Delivery));
        Assert.DoesNotContain(server.Heard, line => line.Contains("secret", StringComparison.Ordinal));
        await client.NoOp();
    }

    [Theory]
    [InlineData("a@b.test>\r\nRCPT TO:<evil@b.test")]
    [InlineData("a@b.test\nDATA")]
    [InlineData("a\r@b.test")]
    [InlineData("a\0@b.test")]
    [InlineData("a@b.test> SIZE=1")]
    [InlineData("<a@b.test")]
    [InlineData("a b@c.test")]
    [InlineData("\"a\"b\"@c.test")]
    [InlineData("\"a\\\"@c.test")]
    [InlineData("a@b.test,c@d.test")]
    [InlineData("a\u0085@b.test")]
    [InlineData("nobody")]
    [InlineData("@b.test")]
    [InlineData("a@")]
    [InlineData("")]
    public async Task An_address_that_could_smuggle_is_refused_before_anything_is_sent(string address)
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, []));
        await using var client = await SmtpClient.Connect(server.Endpoint);
        var said = server.Heard.Count;
        await Assert.ThrowsAsync<UnsafeArgumentException>(() => client.Send(new Envelope("s@b.test", [address]), new MemoryStream(TestMail.About("x"))));
        if (address.Length > 0)
            await Assert.ThrowsAsync<UnsafeArgumentException>(() => client.Send(new Envelope(address, ["s@b.test"]), new MemoryStream(TestMail.About("x"))));
        await Assert.ThrowsAsync<UnsafeArgumentException>(() =>
            client.Send(new Envelope("s@b.test", ["a@b.test"]) { Id = "x\r\ny" }, new MemoryStream(TestMail.About("x"))));
        Assert.Equal(said, server.Heard.Count);
    }

    [Fact]
    public async Task A_server_without_extensions_gets_nothing_it_cannot_take()
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, null));
        await using var client = await SmtpClient.Connect(server.Endpoint);
        Assert.Contains("HELO " + Environment.MachineName, server.Heard);
        var eightBit = await client.Send(new Envelope("s@b.test", ["a@b.test"]), new MemoryStream(TestMail.About("x", "über")));
        Assert.Contains("8BITMIME", eightBit.Verdicts.Single().Reason, StringComparison.Ordinal);
        var mixed = await client.Send(new Envelope("s@b.test", ["jörg@b.test", "anna@bücher.test"]), new MemoryStream(TestMail.About("x")));
        Assert.Equal([Delivery.Refused, Delivery.Accepted], mixed.Verdicts.Select(v => v.Delivery));
        Assert.Contains("RCPT TO:<anna@xn--bcher-kva.test>", server.Heard);
        Assert.Contains("MAIL FROM:<s@b.test>", server.Heard);
    }

    [Fact]
    public async Task Extensions_that_are_offered_are_used()
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, ["PIPELINING", "SIZE 1000000", "8BITMIME", "SMTPUTF8", "DSN"]));
        await using var client = await SmtpClient.Connect(server.Endpoint);
        var mail = TestMail.About("Grüße", "über");
        var envelope = new Envelope(null, [
            new("a=b@c.test", DeliveryReports.OnSuccess | DeliveryReports.OnDelay),
            new("d@e.test", DeliveryReports.Never),
            "f@g.test"]) { Id = "a+b c", ReturnWholeMessage = true };
        Assert.True((await client.Send(envelope, new MemoryStream(mail))).AllAccepted);
        Assert.Contains($"MAIL FROM:<> SMTPUTF8 SIZE={mail.Length} BODY=8BITMIME ENVID=a+2Bb+20c RET=FULL", server.Heard);
        Assert.Contains("RCPT TO:<a=b@c.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;a+3Db@c.test", server.Heard);
        Assert.Contains("RCPT TO:<d@e.test> NOTIFY=NEVER ORCPT=rfc822;d@e.test", server.Heard);
        Assert.Contains("RCPT TO:<f@g.test>", server.Heard);
    }

    [Fact]
    public async Task A_message_goes_byte_for_byte_with_whole_lines()
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, ["8BITMIME"]));
        await using var client = await SmtpClient.Connect(server.Endpoint);
        var mail = "Subject:  odd  \r\nfrom : x\r\nno field\r\n\r\n.dot\nlone \u00fc\rend"u8.ToArray();
        Assert.True((await client.Send(new Envelope("s@b.test", ["a@b.test"]), new MemoryStream(mail))).AllAccepted);
        var said = server.Heard[(server.Heard.IndexOf("DATA") + 1)..];
        Assert.Equal(["Subject:  odd  ", "from : x", "no field", "", "..dot", "lone \u00c3\u00bc", "end", "."], said);
        Assert.Contains("MAIL FROM:<s@b.test> BODY=8BITMIME", server.Heard);
    }

    [Fact]
    public async Task More_recipients_than_a_server_must_take_go_in_several_transactions()
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, ["PIPELINING"]));
        var result = await Send(server, new Envelope("s@b.test", [.. Enumerable.Range(0, 201).Select(i => new EnvelopeRecipient($"r{i}@b.test"))]));
        Assert.True(result.AllAccepted);
        Assert.Equal(201, result.Verdicts.Count);
        Assert.Equal(3, server.Heard.Count(line => line == "DATA"));
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_ended_is_replaced_without_a_word()
    {
        await using var server = ScriptedServer.Start(
            peer => Converse(peer, ["PIPELINING"], stored: _ => "250 ok", hangUpAfter: 1),
            peer => Converse(peer, ["PIPELINING"]));
        await using var sender = new SmtpSender(server.Endpoint);
        for (var i = 0; i < 3; i++) Assert.True((await sender.Send(ToThree, new MemoryStream(TestMail.About("x")))).AllAccepted);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_server_that_is_down_means_another_try_and_a_wrong_password_an_error()
    {
        var port = ServerFolder.FreePorts(1)[0];
        await using var down = new SmtpSender(new MailEndpoint("127.0.0.1", port, TransportSecurity.None));
        Assert.All((await down.Send(ToThree, new MemoryStream(TestMail.About("x")))).Verdicts, v => Assert.Equal(Delivery.TryLater, v.Delivery));

        await using var server = ScriptedServer.Start(peer => Converse(
            peer, ["AUTH PLAIN"], command: line => line.StartsWith("AUTH", StringComparison.Ordinal) ? "535 5.7.8 no" : null));
        await using var refused = new SmtpSender(server.Endpoint, MailLogin.WithPassword("a", "b"), new ConnectionOptions { AllowCleartextLogin = true });
        await Assert.ThrowsAsync<AuthenticationFailedException>(() => refused.Send(ToThree, new MemoryStream(TestMail.About("x"))));
    }

    [Fact]
    public async Task A_late_greeting_and_a_refused_connection_are_named_errors()
    {
        await using var late = ScriptedServer.Start(peer => peer.FallSilent());
        await Assert.ThrowsAsync<MailTimeoutException>(() =>
            SmtpClient.Connect(late.Endpoint, new ConnectionOptions { Timeouts = MailTimeouts.All(TimeSpan.FromMilliseconds(200)) }));
        await using var closed = ScriptedServer.Start(peer => peer.Line("554 go away"));
        await Assert.ThrowsAsync<ConnectionFailedException>(() => SmtpClient.Connect(closed.Endpoint));
        await using var plain = ScriptedServer.Start(peer => Converse(peer, []));
        await Assert.ThrowsAsync<TlsFailedException>(() => SmtpClient.Connect(plain.Endpoint with { Security = TransportSecurity.StartTls }));
    }

    private static async Task<SendResult> Send(ScriptedServer server, Envelope envelope)
    {
        await using var client = await SmtpClient.Connect(server.Endpoint);
        return await client.Send(envelope, new MemoryStream(TestMail.About("x")));
    }

    private static async Task Converse(
        ScriptedPeer peer,
        string[]? extensions,
        Func<string, string?>? command = null,
        Func<string, int, string?>? rcpt = null,
        Func<int, string>? stored = null,
        int hangUpAfter = int.MaxValue)
    {
        await peer.Line("220 ready");
        for (var messages = 0; ;)
        {
            var line = await peer.Hear();
            if (command?.Invoke(line) is { } answer) { await peer.Line(answer); continue; }
            switch (line.Split(' ', ':')[0])
            {
                case "EHLO":
                    await peer.Line(extensions is null
                        ? "502 what?"
                        : string.Join("\r\n", new[] { "host" }.Concat(extensions).Select((e, i) => i == extensions.Length ? $"250 {e}" : $"250-{e}")));
                    break;
                case "RCPT":
                    await peer.Line(rcpt?.Invoke(line["RCPT TO:<".Length..], messages) ?? "250 ok");
                    break;
                case "DATA":
                    await peer.Line("354 go on");
                    while (await peer.Hear() != ".") { }
                    await peer.Line(stored?.Invoke(messages) ?? "250 stored");
                    if (++messages >= hangUpAfter) return;
                    break;
                default:
                    await peer.Line("250 ok");
                    break;
            }
        }
    }
}
