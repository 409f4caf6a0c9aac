using System.Text;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Imap;

/// <summary>What servers were heard to say in the field: each case stands for a kind.</summary>
public class FieldServerTests
{
    private const string Mail = "From: a@x.example\r\nSubject: S\r\n\r\nHello\r\n";

    [Theory]
    [InlineData("* LIST () \"/\" INBOX\r\n* LIST (\\HasNoChildren) \"/\" {9}\r\nSay \"Hi\"!\r\n* LIST () \"/\" Sent\r\n", "INBOX, Say \"Hi\"!, Sent")]
    [InlineData("* LIST () \"/\" {5}\r\nINBOX\r\n", "INBOX")]
    [InlineData("* LIST () \"/\" {5}\r\nINBOX\r\n* LIST () \"/\" {4}\r\nSent\r\n* LIST () \"/\" {3+}\r\nNew\r\n", "INBOX, New, Sent")]
    [InlineData("* LIST () {1}\r\n/ {5}\r\nINBOX\r\n", "INBOX")]
    [InlineData("* LIST (\\HasNoChildren) \"\\\" \"Folder\\Sub\"\r\n* LIST () \"\\\" \"INBOX\"\r\n", "Folder\\Sub, INBOX")]
    [InlineData("* LIST () \"\\\\\" \"Folder\\\\Sub\"\r\n* LIST () \"\\\\\" INBOX\r\n", "Folder\\Sub, INBOX")]
    [InlineData("* LIST () \"/\" INBOX/{a}\r\n* LIST () \"/\" INBOX\r\n", "INBOX, INBOX/{a}")]
    [InlineData("* LIST () \"/\" {a}\r\n* LIST () \"/\" INBOX\r\n", "INBOX, {a}")]
    [InlineData("* LIST () \"/\" INBOX/Da Ogg Ric\r\n* LIST () \"/\" INBOX\r\n", "INBOX, INBOX/Da Ogg Ric")]
    [InlineData("* LIST () \"/\" Deleted Items\r\n* LIST () \"/\" \"Sent Items\"\r\n", "Deleted Items, Sent Items")]
    [InlineData("* LIST () \"/\" [Gmail]/Sent\r\n* LIST () \"/\" INBOX\r\n", "INBOX, [Gmail]/Sent")]
    [InlineData("* LIST () \"/\" a(b)c\r\n* LIST () \"/\" INBOX\r\n", "a(b)c, INBOX")]
    [InlineData("* LIST () \"/\" \"say \\\"hi\\\"\"\r\n", "say \"hi\"")]
    [InlineData("* LIST () NIL INBOX\r\n* LIST () nil Other\r\n", "INBOX, Other")]
    [InlineData("* list () \"/\" inbox\r\n* List (\\Noselect) \"/\" x\r\n", "INBOX, x")]
    [InlineData("* LIST () \"/\" \"Entw&APw-rfe\"\r\n", "Entwürfe")]
    [InlineData("* LIST () \"/\" \"50% off\"\r\n* LIST () \"/\" a*b\r\n", "50% off, a*b")]
    [InlineData("* LIST () \"/\" INBOX (CHILDINFO (SUBSCRIBED))\r\n* LIST () \"/\" A\r\n", "A, INBOX")]
    [InlineData("* LIST () \"/\" INBOX \r\n\r\n* LIST () \"/\" A\r\n", "A, INBOX")]
    public async Task Folders_are_listed_however_their_names_are_written(string says, string names)
    {
        await using var server = Saying("LIST", says);
        await using var client = await server.SignedIn(NastyImapServer.Hasty);
        var listed = await client.List();
        Assert.Equal(names, string.Join(", ", listed.Select(folder => folder.Name).Order(StringComparer.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("UID 11 (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)) FLAGS (\\Seen) INTERNALDATE \"18-Jun-2019 01:20:56 -0300\" {0}")]
    [InlineData("UID 11 CMDSEQ 5 FLAGS (\\Seen) INTERNALDATE \"18-Jun-2019 01:20:56 -0300\" {0}")]
    [InlineData("UID 11 X-ITEM (1 (2 \"a)b\") 3) FLAGS (\\Seen) {0}")]
    [InlineData("UID 11 X-ITEM \"some )text\" {0} CMDSEQ 5")]
    [InlineData("UID 11 {0} X-UNKNOWN NIL")]
    [InlineData("UID 11 {0} CMDSEQ 5")]
    [InlineData("{0} CMDSEQ 5 UID 11")]
    [InlineData("UID 11 {0} FLAGS (\\Seen)  INTERNALDATE \"18-Jun-2019 01:20:56 -0300\"")]
    [InlineData("UID 11 ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) {0}")]
    [InlineData("UID 11 (FLAGS (\\Seen)) {0}")]
    [InlineData("UID 11 MODSEQ (5) {0} XAOL.SPAM.REASON X")]
    [InlineData("uid 11 flags (\\seen) {1}")]
    [InlineData("UID 11 FLAGS (\\Seen) {2}")]
    [InlineData("UID 11 FLAGS () () {0}")]
    [InlineData(" UID 11 {0} ")]
    public async Task Items_that_nobody_asked_for_are_passed_over(string items)
    {
        var said = items.Replace("{0}", $"BODY[] {{{Mail.Length}}}\r\n{Mail}", StringComparison.Ordinal)
            .Replace("{1}", $"body[] {{{Mail.Length}}}\r\n{Mail}", StringComparison.Ordinal)
            .Replace("{2}", $"BODY[]<0> {{{Mail.Length}}}\r\n{Mail}", StringComparison.Ordinal);
        await using var server = Saying("UID FETCH", $"* 1 FETCH ({said})\r\n");
        await using var client = await server.SignedIn(NastyImapServer.Hasty);
        var inbox = await client.Examine("INBOX");
        List<string> told = [];
        await foreach (var message in inbox.Fetch([11])) told.Add($"{message.Uid}: {Encoding.ASCII.GetString(await TestMail.Bytes(message.Body))}");
        Assert.Equal(["11: " + Mail], told);
    }

    [Theory]
    [InlineData("* 1 EXISTS\r\n\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 20] y\r\n", 7u)]
    [InlineData("* 1 EXISTS\r\n* OK [UIDVALIDITY 1526919900000] x\r\n* OK [UIDNEXT 20] y\r\n", 0u)]
    [InlineData("* 1 EXISTS\r\n* OK [UIDVALIDITY 007] x\r\n* OK [UIDNEXT 20]\r\n", 7u)]
    [InlineData("* 1 EXISTS\r\n* OK [uidvalidity 7] x\r\n* OK [uidnext 20] y\r\n", 7u)]
    [InlineData("* 1 exists\r\n* OK [UIDVALIDITY 7]\r\n* ok [UIDNEXT 20]\r\n\r\n", 7u)]
    [InlineData("\r\n* 1 EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen \\*)\r\n* OK [PERMANENTFLAGS ()] None\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 20] y\r\n", 7u)]
    public async Task A_mailbox_opens_whatever_stands_between_its_numbers(string says, uint validity)
    {
        await using var server = Saying("SELECT", says);
        await using var client = await server.SignedIn(NastyImapServer.Hasty);
        var inbox = await client.Select("INBOX");
        Assert.Equal((1u, 20u), (inbox.Exists, inbox.UidNext));
        Assert.True(validity == 0 ? inbox.UidValidity > 0 : inbox.UidValidity == validity);
    }

    [Theory]
    [InlineData("* LIST (\\HasNoChildren) \"\\\" \"Folder\\Sub\"", "Folder\\Sub")]
    [InlineData("* LIST () \"/\" INBOX/Da Ogg Ric", "INBOX/Da Ogg Ric")]
    [InlineData("* LIST () \"/\" INBOX/{a}", "INBOX/{a}")]
    public async Task A_mailbox_with_an_odd_name_can_be_opened(string says, string name)
    {
        await using var server = new NastyImapServer { Messages = { [3] = "body" } };
        server.Misbehave = async (peer, tag, verb, arguments) =>
        {
            if (verb != "LIST" || !arguments.Contains(name[^3..], StringComparison.Ordinal)) return false;
            await peer.Say($"{says}\r\n{tag} OK done\r\n");
            return true;
        };
        await using var client = await server.SignedIn(NastyImapServer.Hasty);
        Assert.Equal(1u, (await client.Select(name)).Exists);
    }

    [Fact]
    public async Task A_long_list_of_odd_names_is_read_whole_however_it_arrives_in_pieces()
    {
        var names = Enumerable.Range(0, 700).Select(i => $"Folder {i:000}\\Sub {i}").ToList();
        var says = string.Concat(names.Select(name => $"* LIST (\\HasNoChildren) \"\\\" \"{name}\"\r\n"));
        await using var server = Saying("LIST", says);
        await using var client = await server.SignedIn(NastyImapServer.Patient);
        Assert.Equal(names, (await client.List()).Select(folder => folder.Name));
    }

    private static NastyImapServer Saying(string command, string says)
    {
        var server = new NastyImapServer();
        server.Misbehave = async (peer, tag, verb, arguments) =>
        {
            if (verb != command || verb == "LIST" && !arguments.EndsWith('*') && !arguments.EndsWith("*\"", StringComparison.Ordinal)) return false;
            await peer.Say($"{says}{tag} OK done\r\n");
            return true;
        };
        return server;
    }
}
