using System.Text;
using Throughline.Mail.Imap;
using Throughline.Mail.Net;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Imap;

public class NastyImapServerTests
{
    [Fact]
    public async Task A_late_greeting_is_waited_for_within_its_limit()
    {
        await using var server = new NastyImapServer { Greet = async peer => { await Task.Delay(600, peer.Stopping); await peer.Line("* OK at last"); } };
        await using (var patient = await server.SignedIn()) Assert.True(patient.IsSignedIn);
        var late = await Assert.ThrowsAsync<MailTimeoutException>(() => server.SignedIn(NastyImapServer.Hasty));
        Assert.True(late.IsTransient);
        Assert.Equal("the server's greeting", late.Awaited);
    }

    [Theory]
    [InlineData("* BYE too busy\r\n", typeof(ConnectionFailedException))]
    [InlineData("220 I am SMTP\r\n", typeof(ProtocolBrokenException))]
    [InlineData("\r\n", typeof(ProtocolBrokenException))]
    [InlineData("", typeof(ConnectionLostException))]
    public async Task A_greeting_that_is_none_has_a_named_error(string greeting, Type error)
    {
        await using var server = new NastyImapServer { Greet = async peer => { await peer.Say(greeting); throw new IOException("gone"); } };
        await Assert.ThrowsAsync(error, () => server.SignedIn());
    }

    [Theory]
    [InlineData("* 1 FETCH (UID 1 BODY[] {100}\r\nonly this", typeof(ConnectionLostException))]                   // drops mid-literal
    [InlineData("* 1 FETCH (UID 1 BODY[] {4}\r\nmore than four)\r\n", typeof(ProtocolBrokenException))]           // says less than it sends
    [InlineData("* 1 FETCH (UID 1 BODY[] {99999999999999999999}\r\n", typeof(ProtocolBrokenException))]           // no number
    [InlineData("* 1 FETCH (UID 1 FLAGS {90000000}\r\n", typeof(ProtocolBrokenException))]                        // a literal where none so large belongs
    [InlineData("* 1 FETCH (UID 1 BODY[] {4}\r\nmorethan)\r\n", typeof(ProtocolBrokenException))]
    [InlineData("* 1 FETCH (UID 1 BODY[] {4611686018427387904}\r\n", typeof(MessageTooLargeException))]           // absurd
    [InlineData("* 1 FETCH (UID 1 BODY[] \"x\"\r\n", typeof(ConnectionLostException))]                             // does not close
    [InlineData("B9 OK another's answer\r\n", typeof(ProtocolBrokenException))]
    [InlineData("+ go on\r\n* BYE\r\n", typeof(ConnectionLostException))]
    [InlineData("* BYE shutting down\r\n", typeof(ConnectionLostException))]
    [InlineData("((((\r\n", typeof(ProtocolBrokenException))]
    public async Task Whatever_breaks_off_or_makes_no_sense_is_a_named_error_and_ends_the_connection(string answer, Type error)
    {
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, _, verb, _) =>
        {
            if (verb != "UID FETCH") return false;
            await peer.Say(answer);
            throw new IOException("gone");
        };
        await using var client = await server.SignedIn();
        var inbox = await client.Examine("INBOX");
        await Assert.ThrowsAsync(error, async () => { await foreach (var _ in inbox.Fetch([1])) { } });
        Assert.True(client.IsBroken);
        await Assert.ThrowsAsync<ConnectionLostException>(() => client.NoOp());
    }

    [Fact]
    public async Task A_literal_that_promises_more_than_comes_ends_in_a_timeout()
    {
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, _, verb, _) =>
        {
            if (verb != "UID FETCH") return false;
            await peer.Say("* 1 FETCH (UID 1 BODY[] {1000}\r\nSubject: x\r\n\r\n)\r\nA9 OK done\r\n");
            await peer.FallSilent();
            return true;
        };
        await using var client = await server.SignedIn(NastyImapServer.Hasty);
        var inbox = await client.Examine("INBOX");
        await Assert.ThrowsAsync<MailTimeoutException>(() => inbox.FetchTo(1, Stream.Null));
    }

    [Fact]
    public async Task An_endless_line_or_list_is_cut_off()
    {
        foreach (var endless in new[] { "x", $"* OK {new string('y', 1000)}\r\n" })
        {
            await using var server = new NastyImapServer();
            var flood = string.Concat(Enumerable.Repeat(endless, 1_000_000 / endless.Length));
            server.Misbehave = async (peer, _, verb, _) =>
            {
                while (verb == "NOOP") await peer.Say(flood);
                return false;
            };
            await using var client = await server.SignedIn();
            await Assert.ThrowsAsync<ProtocolBrokenException>(() => client.NoOp());
        }
    }

    [Fact]
    public async Task No_error_holds_the_password()
    {
        await using var server = new NastyImapServer();
        foreach (var answer in new[] { "NO [AUTHENTICATIONFAILED] wrong", "BAD what", "what?", "" })
        {
            server.Misbehave = async (peer, tag, verb, _) =>
            {
                if (verb != "LOGIN") return false;
                await peer.Line($"{tag} {answer}");
                throw new IOException("gone");
            };
            var error = await Assert.ThrowsAnyAsync<MailTransportException>(() => server.SignedIn());
            Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task STARTTLS_is_never_skipped_nor_spoken_into()
    {
        await using var without = new NastyImapServer();
        await Assert.ThrowsAsync<TlsFailedException>(() => ImapClient.Connect(without.Endpoint with { Security = TransportSecurity.StartTls }));

        await using var injecting = new NastyImapServer { Capabilities = "IMAP4rev1 STARTTLS" };
        injecting.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb != "STARTTLS") return false;
            await peer.Say($"{tag} OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n");
            await peer.FallSilent();
            return true;
        };
        await Assert.ThrowsAsync<ProtocolBrokenException>(() => ImapClient.Connect(injecting.Endpoint with { Security = TransportSecurity.StartTls }));

        await using var preauth = new NastyImapServer { Capabilities = "IMAP4rev1 STARTTLS", Greet = peer => peer.Line("* PREAUTH welcome") };
        await Assert.ThrowsAsync<TlsFailedException>(() => ImapClient.Connect(preauth.Endpoint with { Security = TransportSecurity.StartTls }));
    }

    [Fact]
    public async Task Line_breaks_in_any_argument_are_refused_before_anything_is_sent()
    {
        await using var server = new NastyImapServer();
        await using var client = await server.SignedIn();
        var inbox = await client.Select("INBOX");
        var said = server.Heard.Count;
        foreach (var evil in new[] { "x\r\nA9 DELETE INBOX", "x\ny", "x\ry", "x\0y" })
        {
            await Assert.ThrowsAsync<UnsafeArgumentException>(() => client.Select(evil));
            await Assert.ThrowsAsync<UnsafeArgumentException>(() => client.Append(evil, Stream.Null));
            await Assert.ThrowsAsync<UnsafeArgumentException>(() => inbox.AddFlags([1], [evil]));
            await Assert.ThrowsAsync<UnsafeArgumentException>(() => inbox.Move([1], evil));
            Assert.Throws<UnsafeArgumentException>(() => MailLogin.WithPassword(evil, "x"));
            Assert.Throws<UnsafeArgumentException>(() => MailLogin.WithPassword("x", evil));
        }

        foreach (var evil in new[] { "a b", "(x)", "", "\\", "\"", "x\\y", "%" })
            await Assert.ThrowsAsync<UnsafeArgumentException>(() => inbox.AddFlags([1], [evil]));
        Assert.Equal(said, server.Heard.Count);
    }

    [Fact]
    public async Task Literals_wait_for_the_servers_word_unless_it_needs_none()
    {
        foreach (var (capabilities, mark) in new[] { ("IMAP4rev1", "{13}"), ("IMAP4rev1 LITERAL+", "{13+}"), ("IMAP4rev1 LITERAL-", "{13+}") })
        {
            var arrived = "";
            await using var server = new NastyImapServer { Capabilities = capabilities };
            server.Misbehave = async (peer, tag, verb, arguments) =>
            {
                if (verb != "APPEND") return false;
                Assert.EndsWith(mark, arguments, StringComparison.Ordinal);
                if (mark == "{13}") await peer.Line("+ go on");
                arrived = Encoding.ASCII.GetString(await peer.HearBytes(15));
                await peer.Line($"{tag} OK [APPENDUID 7 12] done");
                return true;
            };
            await using var client = await server.SignedIn();
            Assert.Equal(new AppendedMessage(7, 12), await client.Append("INBOX", new MemoryStream("A: b\r\n\r\nhello"u8.ToArray())));
            Assert.Equal("A: b\r\n\r\nhello\r\n", arrived);
        }
    }

    [Fact]
    public async Task Without_MOVE_and_UIDPLUS_a_move_spares_what_others_flagged()
    {
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb == "SEARCH") await peer.Line("* SEARCH 1");
            if (verb == "UID SEARCH") await peer.Line("* SEARCH 5");
            var isKnown = verb is "SEARCH" or "COPY" or "UID SEARCH" or "UID STORE" or "EXPUNGE";
            if (isKnown) await peer.Line($"{tag} OK done");
            return isKnown;
        };
        await using var client = await server.SignedIn();
        var inbox = await client.Select("INBOX");
        server.Heard.Clear();
        Assert.Null(await inbox.Move([2], "Done"));
        Assert.Equal(
            ["LIST \"\" Done", "SEARCH UID 2", "COPY 1 Done", "UID STORE 2 +FLAGS.SILENT (\\Deleted)", "UID SEARCH DELETED NOT UID 2",
                "UID STORE 5 -FLAGS.SILENT (\\Deleted)", "EXPUNGE", "UID STORE 5 +FLAGS.SILENT (\\Deleted)"],
            server.Heard.Select(line => line.Split(' ', 2)[1]));
    }
}
