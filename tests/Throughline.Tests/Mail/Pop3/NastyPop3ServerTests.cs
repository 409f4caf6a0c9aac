using System.Text;
using Throughline.Mail.Net;
using Throughline.Mail.Pop3;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Pop3;

public class NastyPop3ServerTests
{
    private static readonly ConnectionOptions Hasty = new() { Timeouts = MailTimeouts.All(TimeSpan.FromMilliseconds(400)), AllowCleartextLogin = true };

    [Theory]
    [InlineData("-ERR too busy\r\n", typeof(ConnectionFailedException))]
    [InlineData("220 SMTP here\r\n", typeof(ProtocolBrokenException))]
    [InlineData("", typeof(MailTimeoutException))]
    public async Task A_greeting_that_is_none_has_a_named_error(string greeting, Type error)
    {
        await using var server = ScriptedServer.Start(async peer => { await peer.Say(greeting); await peer.FallSilent(); });
        await Assert.ThrowsAsync(error, () => Pop3Client.Connect(server.Endpoint, Hasty));
    }

    [Theory]
    [InlineData("+OK 5 octets\r\nhalf a mes", true, typeof(ConnectionLostException))]
    [InlineData("+OK\r\nno end\r\n", false, typeof(MailTimeoutException))]
    [InlineData("+OK\r\na lone\n.\nis no end\r\n", false, typeof(MailTimeoutException))]
    [InlineData("-ERR no such message\r\n", false, typeof(CommandRefusedException))]
    [InlineData("what?\r\n", false, typeof(ProtocolBrokenException))]
    [InlineData("+ go on\r\n", false, typeof(ProtocolBrokenException))]
    public async Task A_message_that_breaks_off_is_a_named_error(string answer, bool hangsUp, Type error)
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, async command =>
        {
            if (!command.StartsWith("RETR", StringComparison.Ordinal)) return false;
            await peer.Say(answer);
            if (hangsUp) throw new IOException("gone");
            return true;
        }));
        await using var client = await Pop3Client.Connect(server.Endpoint, Hasty);
        await client.SignIn(MailLogin.WithPassword("anna", "secret"));
        await Assert.ThrowsAsync(error, () => client.RetrieveTo(1, Stream.Null));
        Assert.Equal(error != typeof(CommandRefusedException), client.IsBroken);
    }

    [Fact]
    public async Task A_list_that_lies_repeats_or_is_out_of_order_is_read_as_far_as_it_makes_sense()
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, async command =>
        {
            if (command == "LIST") await peer.Line("+OK\r\n3 30\r\n1 10\r\n1 99\r\nx 5\r\n-1 5\r\n99999999999 1\r\n2\r\n.");
            if (command == "UIDL") await peer.Line("+OK\r\n1 aaa\r\n4 ddd\r\n.");
            return command is "LIST" or "UIDL";
        }));
        await using var client = await Pop3Client.Connect(server.Endpoint, Hasty);
        Assert.Equal([new Pop3Message(1, 10, "aaa"), new Pop3Message(3, 30, null), new Pop3Message(4, null, "ddd")], await client.List());
    }

    [Theory]
    [InlineData("+OK\r\n1   abc\r\n.")]
    [InlineData("+OK\r\n 1 abc\r\n.")]
    [InlineData("+ok\r\n1\tabc  \r\n.")]
    [InlineData(" +Ok ids follow\r\n\t1 \t abc\r\n.")]
    public async Task Ids_are_read_with_any_blanks_and_answers_in_any_case(string ids)
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, async command =>
        {
            if (command == "LIST") await peer.Line("+ok\r\n1  24 octets\r\n.");
            if (command == "UIDL") await peer.Line(ids);
            if (command == "RETR 1") await peer.Line("+ok\r\nSubject: S\r\n\r\nHello\r\n.");
            if (command == "DELE 1") await peer.Line("-err [in-use] not now");
            return command is "LIST" or "UIDL" or "RETR 1" or "DELE 1";
        }));
        await using var client = await Pop3Client.Connect(server.Endpoint, Hasty);
        Assert.Equal([new Pop3Message(1, 24, "abc")], await client.List());
        Assert.Equal(21, await client.RetrieveTo(1, Stream.Null));
        Assert.True((await Assert.ThrowsAsync<CommandRefusedException>(() => client.Delete(1))).IsTransient);
    }

    [Fact]
    public async Task Two_ids_that_begin_alike_are_two()
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, async command =>
        {
            if (command is "LIST" or "UIDL") await peer.Line(command == "LIST" ? "+OK\r\n1 1\r\n2 2\r\n." : "+OK\r\n1 abc 1\r\n2 abc 2\r\n.");
            return command is "LIST" or "UIDL";
        }));
        await using var client = await Pop3Client.Connect(server.Endpoint, Hasty);
        Assert.Equal(["abc 1", "abc 2"], (await client.List()).Select(message => message.UniqueId));
    }

    [Fact]
    public async Task A_size_that_is_a_lie_does_not_matter()
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, async command =>
        {
            if (command == "RETR 1") await peer.Line("+OK 4294967296 octets\r\n..dot\r\nshort\r\n.");
            return command == "RETR 1";
        }));
        await using var client = await Pop3Client.Connect(server.Endpoint, Hasty);
        using var target = new MemoryStream();
        Assert.Equal(13, await client.RetrieveTo(1, target));
        Assert.Equal(".dot\r\nshort\r\n", Encoding.ASCII.GetString(target.ToArray()));
    }

    [Fact]
    public async Task A_locked_maildrop_is_transient_and_a_failed_goodbye_is_told()
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, async command =>
        {
            if (command.StartsWith("PASS", StringComparison.Ordinal)) await peer.Line("-ERR [IN-USE] another session");
            if (command == "QUIT") await peer.Line("-ERR some deleted messages not removed");
            return command.StartsWith("PASS", StringComparison.Ordinal) || command == "QUIT";
        }));
        await using var client = await Pop3Client.Connect(server.Endpoint, Hasty);
        var locked = await Assert.ThrowsAsync<AuthenticationFailedException>(() => client.SignIn(MailLogin.WithPassword("anna", "secret")));
        Assert.True(locked.IsTransient);
        await Assert.ThrowsAsync<CommandRefusedException>(() => client.Quit());
    }

    [Fact]
    public async Task STLS_is_never_skipped_and_numbers_start_at_one()
    {
        await using var server = ScriptedServer.Start(peer => Converse(peer, _ => Task.FromResult(false)));
        await Assert.ThrowsAsync<TlsFailedException>(() => Pop3Client.Connect(server.Endpoint with { Security = TransportSecurity.StartTls }, Hasty));
        await using var client = await Pop3Client.Connect(server.Endpoint, Hasty);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.RetrieveTo(0, Stream.Null));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.Delete(-1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.TopTo(1, -1, Stream.Null));
        await Assert.ThrowsAsync<TlsFailedException>(async () =>
        {
            await using var careful = await Pop3Client.Connect(server.Endpoint, Hasty with { AllowCleartextLogin = false });
            await careful.SignIn(MailLogin.WithPassword("anna", "secret"));
        });
    }

    private static async Task Converse(ScriptedPeer peer, Func<string, Task<bool>> answer)
    {
        await peer.Line("+OK ready");
        while (true)
        {
            var command = await peer.Hear();
            if (await answer(command)) continue;
            await peer.Line(command == "CAPA" ? "+OK\r\nUIDL\r\nUSER\r\n." : "+OK");
        }
    }
}
