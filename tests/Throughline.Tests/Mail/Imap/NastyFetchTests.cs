using System.Text;
using Throughline.Mail.Net;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Imap;

public class NastyFetchTests
{
    [Fact]
    public async Task Messages_out_of_order_repeated_or_never_asked_for_come_in_order_and_once()
    {
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb != "UID FETCH") return false;
            foreach (var uid in new uint[] { 3, 9, 1, 3, 2, 1 }) await peer.Line($"* 1 FETCH ({NastyImapServer.Literal(uid, $"body {uid}")})");
            await peer.Line($"* 2 FETCH (FLAGS (\\Seen) UID 2)\r\n* 5 EXPUNGE\r\n* 1 FETCH (BODY[] \"no uid\")\r\n{tag} OK done");
            return true;
        };
        await using var client = await server.SignedIn();
        var inbox = await client.Examine("INBOX");
        var told = new List<string>();
        await foreach (var message in inbox.Fetch([1, 2, 3, 4]))
            told.Add($"{message.Uid}: {Encoding.ASCII.GetString(await TestMail.Bytes(message.Body))}");
        Assert.Equal(["1: body 1", "2: body 2", "3: body 3"], told);
    }

    [Fact]
    public async Task The_body_of_another_message_is_not_taken_for_the_one_asked_for()
    {
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb != "UID FETCH") return false;
            await peer.Line($"* 1 FETCH ({NastyImapServer.Literal(2, "another's")})\r\n{tag} OK done");
            return true;
        };
        await using var client = await server.SignedIn();
        var inbox = await client.Examine("INBOX");
        await Assert.ThrowsAsync<ProtocolBrokenException>(() => inbox.FetchTo(1, Stream.Null));
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_reported_and_the_rest_goes_on()
    {
        await using var server = new NastyImapServer { Messages = { [1] = "small", [2] = new string('x', 2000), [3] = "small" } };
        await using var client = await server.SignedIn(NastyImapServer.Patient with { MaxMessageBytes = 1000 });
        var inbox = await client.Examine("INBOX");
        var told = new List<(uint, bool, long)>();
        await foreach (var message in inbox.Fetch([1, 2, 3])) told.Add((message.Uid, message.IsTooLarge, message.Size));
        Assert.Equal([(1, false, 5), (2, true, 2000), (3, false, 5)], told);
        await Assert.ThrowsAsync<MessageTooLargeException>(() => inbox.FetchTo(2, Stream.Null));
    }

    [Fact]
    public async Task A_short_message_sent_as_a_plain_string_is_a_message_too()
    {
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, tag, verb, arguments) =>
        {
            if (verb != "UID FETCH") return false;
            await peer.Line($"* 1 FETCH (BODY[] \"\" UID {arguments[0]})\r\n{tag} OK done");
            return true;
        };
        await using var client = await server.SignedIn();
        var inbox = await client.Examine("INBOX");
        using var target = new MemoryStream();
        Assert.True(await inbox.FetchTo(1, target));
        Assert.Equal(0, target.Length);
        await foreach (var message in inbox.Fetch([2])) Assert.Equal((2u, 0L), (message.Uid, message.Size));
    }

    [Fact]
    public async Task A_literal_of_absurd_size_is_not_waited_for()
    {
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, _, verb, _) =>
        {
            if (verb != "UID FETCH") return false;
            await peer.Line("* 1 FETCH (UID 1 BODY[] {4611686018427387904}");
            await peer.FallSilent();
            return true;
        };
        await using var client = await server.SignedIn();
        var inbox = await client.Examine("INBOX");
        await Assert.ThrowsAsync<MessageTooLargeException>(async () => { await foreach (var _ in inbox.Fetch([1])) { } });
        Assert.True(client.IsBroken);
    }

    [Fact]
    public async Task A_message_that_is_not_there_is_not_taken_for_an_empty_one()
    {
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb != "UID FETCH") return false;
            await peer.Line($"* 1 FETCH (UID 1 BODY[] NIL)\r\n* 2 FETCH (UID 2 BODY[] {{0}}\r\n)\r\n{tag} OK done");
            return true;
        };
        await using var client = await server.SignedIn();
        var inbox = await client.Examine("INBOX");
        var told = new List<(uint, long)>();
        await foreach (var message in inbox.Fetch([1, 2])) told.Add((message.Uid, message.Size));
        Assert.Equal([(2u, 0L)], told);
    }

    [Fact]
    public async Task Messages_that_have_no_room_beside_each_other_come_one_after_the_other()
    {
        await using var server = new NastyImapServer();
        for (uint uid = 1; uid <= 40; uid++) server.Messages[uid] = $"{uid} {new string('x', 400)}";
        server.Misbehave = async (peer, tag, verb, arguments) =>
        {
            if (verb != "UID FETCH") return false;
            foreach (var uid in NastyImapServer.Asked(arguments, server.Messages.Keys).Reverse())
                await peer.Line($"* {uid} FETCH ({NastyImapServer.Literal(uid, server.Messages[uid])})");
            await peer.Line($"{tag} OK done");
            return true;
        };
        await using var client = await server.SignedIn(NastyImapServer.Patient with { MaxMessageBytes = 1000 });
        var inbox = await client.Examine("INBOX");
        var told = new List<uint>();
        await foreach (var message in inbox.Fetch(server.Messages.Keys)) told.Add(message.Uid);
        Assert.Equal(server.Messages.Keys, told);
    }

    [Theory]
    [InlineData("\"yesterday\"", null)]
    [InlineData("NIL", null)]
    [InlineData("\" 1-Feb-2026 00:00:00 +1400\"", null)]
    [InlineData("\"31-Feb-2026 00:00:00 +0000\"", typeof(ProtocolBrokenException))]
    public async Task A_date_of_receipt_that_makes_no_sense_does_no_harm(string date, Type? error)
    {
        await using var server = new NastyImapServer { Messages = { [1] = "body" } };
        server.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb != "UID FETCH FLAGS") return false;
            await peer.Line($"* 1 FETCH (UID 1 FLAGS () INTERNALDATE {date})\r\n{tag} OK done");
            return true;
        };
        await using var client = await server.SignedIn();
        var inbox = await client.Examine("INBOX");
        var told = 0;
        var thrown = await Record.ExceptionAsync(async () =>
        {
            await foreach (var message in inbox.Fetch([1])) told += message.Received is null || date.Contains("+1400", StringComparison.Ordinal) ? 1 : 10;
        });
        Assert.Equal(error, thrown?.GetType());
        Assert.Equal(error is null ? 1 : 0, told);
    }
}
