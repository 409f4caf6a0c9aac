using System.Collections.Concurrent;
using System.Text;
using Throughline.Mail.Net;
using Throughline.Mail.Receiving;
using Throughline.Mail.Smtp;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Receiving;

public sealed class MailReceiverTests
{
    private readonly ConcurrentQueue<(string Sender, string[] Recipients, byte[] Mail)> _stored = new();
    private readonly ConcurrentQueue<Exception> _errors = new();

    [Fact]
    public async Task A_message_is_acknowledged_only_after_it_is_stored()
    {
        var mayStore = new TaskCompletionSource();
        await using var receiver = MailReceiver.Start(Options(async (mail, ct) =>
        {
            await mayStore.Task.WaitAsync(ct);
            return await Keep(mail, ct);
        }));
        await using var peer = await Introduced(receiver);
        await peer.Ask("MAIL FROM:<a@b.test>");
        await peer.Ask("RCPT TO:<c@d.test>");
        await peer.Ask("DATA");
        var answer = peer.Ask("Subject: x\r\n\r\nbody\r\n.");
        await Task.Delay(200);
        Assert.False(answer.IsCompleted);
        mayStore.SetResult();
        Assert.StartsWith("250", await answer, StringComparison.Ordinal);
        Assert.Equal("Subject: x\r\n\r\nbody\r\n", Encoding.ASCII.GetString(_stored.Single().Mail));
    }

    [Theory]
    [InlineData("\n.\n")]
    [InlineData("\n.\r\n")]
    [InlineData("\r\n.\n")]
    [InlineData("\r.\r")]
    [InlineData("\r\n.\r")]
    [InlineData("\r.\r\n")]
    public async Task No_lone_line_end_ends_a_message_early_and_smuggles_another(string falseEnd)
    {
        await using var receiver = MailReceiver.Start(Options(Keep));
        await using var peer = await Introduced(receiver);
        await peer.Ask("MAIL FROM:<a@b.test>");
        await peer.Ask("RCPT TO:<c@d.test>");
        await peer.Ask("DATA");
        await peer.Say($"Subject: outer\r\n\r\nbody{falseEnd}MAIL FROM:<evil@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\nSubject: smuggled\r\n\r\n.\r\n");
        Assert.StartsWith("550", await peer.Hear(), StringComparison.Ordinal);
        Assert.StartsWith("250", await peer.Ask("NOOP"), StringComparison.Ordinal);   // Nothing else was taken for a command.
        Assert.Empty(_stored);
    }

    [Fact]
    public async Task A_store_that_fails_or_forgets_a_verdict_is_a_delay_and_never_a_loss()
    {
        foreach (var store in new Func<ReceivedMail, CancellationToken, ValueTask<IReadOnlyList<Verdict>>>[]
        { (_, _) => throw new IOException("disk full"), (_, _) => ValueTask.FromResult<IReadOnlyList<Verdict>>([])
        })
        {
            await using var receiver = MailReceiver.Start(Options(store));
            await using var client = await SmtpClient.Connect(EndpointOf(receiver));
            var result = await client.Send(new Envelope("a@b.test", ["c@d.test"]), new MemoryStream(TestMail.About("x")));
            Assert.Equal(Delivery.TryLater, result.Verdicts.Single().Delivery);
        }

        Assert.Equal(2, _errors.Count);
    }

    [Fact]
    public async Task Each_recipient_is_judged_as_it_is_named_and_pipelined_commands_are_answered_in_order()
    {
        await using var receiver = MailReceiver.Start(Options(Keep) with
        {
            MayReceive = (address, _, _) => ValueTask.FromResult(address switch
            {
                "later@d.test" => Verdict.TryLater("busy\r\n250 smuggled"),
                "never@d.test" => Verdict.Refuse("unknown"),
                "fault@d.test" => throw new InvalidOperationException("directory down"),
                _ => Verdict.Accept,
            }),
        });
        await using var client = await SmtpClient.Connect(EndpointOf(receiver));
        var result = await client.Send(new Envelope("a@b.test", ["one@d.test", "later@d.test", "never@d.test", "fault@d.test", "two@d.test"]),
            new MemoryStream(TestMail.About("x")));
        Assert.Equal([Delivery.Accepted, Delivery.TryLater, Delivery.Refused, Delivery.TryLater, Delivery.Accepted], result.Verdicts.Select(v => v.Delivery));
        Assert.Equal(["one@d.test", "two@d.test"], _stored.Single().Recipients);
        Assert.DoesNotContain('\n', result.Verdicts[1].Reason);
    }

    [Fact]
    public async Task Over_LMTP_each_recipient_has_an_answer_after_the_message()
    {
        await using var receiver = MailReceiver.Start(Options((mail, _) => ValueTask.FromResult<IReadOnlyList<Verdict>>(
            [Verdict.Accept, Verdict.TryLater("full"), Verdict.Refuse("gone")])) with { Protocol = ReceivingProtocol.Lmtp });
        await using var peer = await RawPeer.Connect(receiver.Endpoint);
        await peer.Hear();
        Assert.StartsWith("500", await peer.Ask("EHLO x"), StringComparison.Ordinal);
        Assert.StartsWith("250", await peer.Ask("LHLO x"), StringComparison.Ordinal);
        await peer.Say("MAIL FROM:<>\r\nRCPT TO:<a@d.test>\r\nRCPT TO:<b@d.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n");
        foreach (var expected in new[] { "250", "250", "250", "250", "354" }) Assert.StartsWith(expected, await peer.Hear(), StringComparison.Ordinal);
        await peer.Say("x\r\n.\r\n");
        foreach (var expected in new[] { "250", "451", "550" }) Assert.StartsWith(expected, await peer.Hear(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(999, "250")]
    [InlineData(1000, "250")]
    [InlineData(1001, "552")]
    [InlineData(3000, "552")]
    public async Task A_message_is_taken_up_to_the_limit_and_no_further(int bytes, string expected)
    {
        await using var receiver = MailReceiver.Start(Options(Keep) with { MaxMessageBytes = 1000 });
        await using var peer = await Introduced(receiver);
        Assert.StartsWith("552", await peer.Ask("MAIL FROM:<a@b.test> SIZE=1001"), StringComparison.Ordinal);
        Assert.StartsWith("250", await peer.Ask("MAIL FROM:<a@b.test> SIZE=1000"), StringComparison.Ordinal);
        await peer.Ask("RCPT TO:<c@d.test>");
        await peer.Ask("DATA");
        Assert.StartsWith(expected, await peer.Ask(new string('x', bytes - 2) + "\r\n."), StringComparison.Ordinal);
        Assert.StartsWith("250", await peer.Ask("NOOP"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MAIL FROM:<a@b.test>", "503")]            // before hello
    [InlineData("EHLO", "501")]
    [InlineData("EHLO x|MAIL FROM:a@b.test", "501")]
    [InlineData("EHLO x|MAIL FROM:<a@b.test", "501")]
    [InlineData("EHLO x|MAIL FROM:<a@b.test> FOO=1", "555")]
    [InlineData("EHLO x|MAIL FROM:<a@b.test> SIZE=x", "501")]
    [InlineData("EHLO x|MAIL FROM:<a@b.test> BODY=BINARY", "501")]
    [InlineData("EHLO x|MAIL FROM:<jörg@b.test>", "553")]
    [InlineData("EHLO x|MAIL FROM:<jörg@b.test> SMTPUTF8", "250")]
    [InlineData("EHLO x|MAIL FROM:<\"a b\"@c.test>", "250")]
    [InlineData("EHLO x|MAIL FROM:<@relay.test:a@b.test>", "250")]
    [InlineData("EHLO x|MAIL FROM:<a@b.test>|MAIL FROM:<a@b.test>", "503")]
    [InlineData("EHLO x|RCPT TO:<a@b.test>", "503")]
    [InlineData("EHLO x|MAIL FROM:<>|RCPT TO:<>", "501")]
    [InlineData("EHLO x|MAIL FROM:<>|RCPT TO:<Postmaster>", "250")]
    [InlineData("EHLO x|MAIL FROM:<>|DATA", "503")]
    [InlineData("EHLO x|MAIL FROM:<>|RCPT TO:<a@b.test>|RSET|DATA", "503")]
    [InlineData("EHLO x|STARTTLS", "503")]
    [InlineData("EHLO x|BDAT 10", "500")]
    [InlineData("EHLO x|NO\0OP", "500")]
    [InlineData("VRFY root", "252")]
    public async Task Commands_out_of_order_or_form_are_refused_by_their_number(string commands, string expected)
    {
        await using var receiver = MailReceiver.Start(Options(Keep));
        await using var peer = await RawPeer.Connect(receiver.Endpoint);
        await peer.Hear();
        string? answer = null;
        foreach (var command in commands.Split('|')) answer = await peer.Ask(command);
        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_is_taken_over_TLS_only_when_that_is_demanded_and_nothing_said_before_counts()
    {
        await using var receiver = MailReceiver.Start(Options(Keep) with { Certificate = TestCertificate.Certificate, RequireTls = true });
        var open = EndpointOf(receiver);
        await using (var client = await SmtpClient.Connect(open))
            Assert.Equal(530, (await client.Send(new Envelope("a@b.test", ["c@d.test"]), new MemoryStream(TestMail.About("x")))).Verdicts.Single().Reply!.Code);
        await using (var client = await SmtpClient.Connect(open with { Security = TransportSecurity.StartTls, Trust = TestCertificate.Trusted }))
            Assert.True((await client.Send(new Envelope("a@b.test", ["c@d.test"]), new MemoryStream(TestMail.About("x")))).AllAccepted);

        await using var peer = await Introduced(receiver);
        await peer.Say("STARTTLS\r\nMAIL FROM:<evil@b.test>\r\n");
        Assert.StartsWith("501", await peer.Hear(), StringComparison.Ordinal);
        Assert.Null(await peer.Hear());
    }

    [Fact]
    public async Task Strangers_crowds_and_babblers_are_turned_away()
    {
        await using (var closed = MailReceiver.Start(Options(Keep) with { MayConnect = _ => false }))
        await using (var peer = await RawPeer.Connect(closed.Endpoint))
            Assert.StartsWith("554", await peer.Hear(), StringComparison.Ordinal);

        await using var receiver = MailReceiver.Start(Options(Keep) with { MaxConnections = 1, MaxErrors = 3 });
        await using var first = await Introduced(receiver);
        await using (var second = await RawPeer.Connect(receiver.Endpoint))
            Assert.StartsWith("421", await second.Hear(), StringComparison.Ordinal);
        for (var i = 0; i < 3; i++) Assert.StartsWith("500", await first.Ask("BABBLE"), StringComparison.Ordinal);
        Assert.StartsWith("421", await first.Hear(), StringComparison.Ordinal);
        Assert.Null(await first.Hear());
    }

    [Fact]
    public async Task A_peer_that_falls_silent_or_never_ends_a_line_is_let_go()
    {
        await using var receiver = MailReceiver.Start(Options(Keep) with { Timeouts = MailTimeouts.All(TimeSpan.FromMilliseconds(200)) });
        await using (var silent = await Introduced(receiver)) Assert.Null(await silent.Hear());
        await Told(1);
        Assert.IsType<MailTimeoutException>(_errors.First());
        await using var endless = await Introduced(receiver);
        await endless.Say(new string('x', 5000));
        Assert.Null(await endless.Hear());
        await Told(2);
        Assert.Equal(2, _errors.Count);

        // Told just after the connection is closed.
        async Task Told(int errors)
        {
            for (var i = 0; i < 100 && _errors.Count < errors; i++) await Task.Delay(20);
        }
    }

    [Fact]
    public async Task A_stop_waits_for_what_is_being_stored()
    {
        var mayStore = new TaskCompletionSource();
        var isStoring = new TaskCompletionSource();
        var receiver = MailReceiver.Start(Options(async (mail, ct) =>
        {
            isStoring.SetResult();
            await mayStore.Task.WaitAsync(ct);
            return await Keep(mail, ct);
        }));
        await using var client = await SmtpClient.Connect(EndpointOf(receiver));
        var sending = client.Send(new Envelope("a@b.test", ["c@d.test"]), new MemoryStream(TestMail.About("x")));
        await isStoring.Task;
        var stopping = receiver.DisposeAsync().AsTask();
        mayStore.SetResult();
        Assert.True((await sending).AllAccepted);
        await stopping.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Single(_stored);
    }

    private static MailEndpoint EndpointOf(MailReceiver receiver) => new("localhost", receiver.Endpoint.Port, TransportSecurity.None);

    private static async Task<RawPeer> Introduced(MailReceiver receiver)
    {
        var peer = await RawPeer.Connect(receiver.Endpoint);
        await peer.Hear();
        await peer.Ask("EHLO peer.test");
        return peer;
    }

    private ReceiverOptions Options(Func<ReceivedMail, CancellationToken, ValueTask<IReadOnlyList<Verdict>>> store) => new()
    { Store = store, OnError = _errors.Enqueue, HostName = "receiver.test"
    };

    private async ValueTask<IReadOnlyList<Verdict>> Keep(ReceivedMail mail, CancellationToken ct)
    {
        _stored.Enqueue((mail.Sender, [.. mail.Recipients], await TestMail.Bytes(mail.Message)));
        return [.. mail.Recipients.Select(_ => Verdict.Accept)];
    }
}
