using Throughline.Mail.Threading;

namespace Throughline.Tests.Mail.Threading;

public class ThreadingTests
{
    private static readonly SigningKey Old = new('a', "an old key of many bytes"u8.ToArray());
    private static readonly SigningKey Now = new('b', "the key that signs today"u8.ToArray());
    private static readonly Guid Conversation = new("0199f0c2-7b1e-7c3a-9d4e-5f60718293a4");
    private static readonly Guid Message = new("0199f0c2-7b1e-7c3a-9d4e-000000000001");

    [Fact]
    public void A_reply_address_leads_back_to_its_conversation()
    {
        var addresses = new ReplyAddresses(new(Now));
        var address = addresses.For(Conversation, "help@example.org");
        Assert.Matches("^help\\+b[0-9a-z]{42}@example\\.org$", address);
        Assert.Equal(Conversation, addresses.Conversation(address));
        Assert.Equal(Conversation, addresses.Conversation(address.ToUpperInvariant()));
    }

    [Fact]
    public void A_token_changed_anywhere_is_refused()
    {
        var addresses = new ReplyAddresses(new(Now));
        var address = addresses.For(Conversation, "help@example.org");
        for (var i = 5; i < address.IndexOf('@', StringComparison.Ordinal); i++)
        {
            var other = address[i] == '0' ? '1' : '0';
            Assert.Null(addresses.Conversation(address[..i] + other + address[(i + 1)..]));
        }
        Assert.Null(addresses.Conversation(address.Replace("+b", "+", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("help@example.org")]
    [InlineData("help+@example.org")]
    [InlineData("help+b@example.org")]
    [InlineData("help+bäöü@example.org")]
    public void What_carries_no_token_leads_nowhere(string? address) => Assert.Null(new ReplyAddresses(new(Now)).Conversation(address));

    [Fact]
    public void Rotated_keys_are_believed_until_they_are_dropped()
    {
        var address = new ReplyAddresses(new(Old)).For(Conversation, "help@example.org");
        Assert.Equal(Conversation, new ReplyAddresses(new(Now, Old)).Conversation(address));
        Assert.Null(new ReplyAddresses(new(Now)).Conversation(address));
        Assert.Null(new ReplyAddresses(new(new SigningKey('a', "another key under the same id"u8.ToArray()))).Conversation(address));
    }

    [Theory]
    [InlineData("12345678901234567890@example.org", true)]
    [InlineData("123456789012345678901@example.org", false)]
    [InlineData("@example.org", false)]
    [InlineData("help@", false)]
    public void The_local_part_must_leave_room_for_the_token(string mailbox, bool fits)
    {
        var addresses = new ReplyAddresses(new(Now));
        if (fits) Assert.Equal(64, addresses.For(Conversation, mailbox).IndexOf('@', StringComparison.Ordinal));
        else Assert.Throws<ArgumentException>(() => addresses.For(Conversation, mailbox));
    }

    [Fact]
    public void Our_own_message_ids_are_recognised_in_an_answer()
    {
        var ids = new SignedMessageIds(new(Now));
        var id = ids.Create(Conversation, Message, "example.org");
        Assert.Equal(new(Conversation, Message), ids.Read($"<{id}>"));
        Assert.Equal(Conversation, ids.Answered(Letter.Read($"In-Reply-To: <{id}>\n\n"))?.Conversation);
        Assert.Equal(Conversation, ids.Answered(Letter.Read($"In-Reply-To: <x@y>\nReferences: <z@y>\n <{id}> <x@y>\n\n"))?.Conversation);
        Assert.Null(ids.Answered(Letter.Read("References: <x@y>\n\n")));
    }

    [Fact]
    public void A_token_for_one_purpose_is_none_for_another()
    {
        var token = new ReplyAddresses(new(Now)).For(Conversation, "help@example.org")["help+".Length..];
        Assert.Null(new SignedMessageIds(new(Now)).Read(token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a@b")]
    [InlineData("a>b")]
    [InlineData("a\r\nb")]
    public void A_message_id_needs_a_sound_domain(string domain) =>
        Assert.Throws<ArgumentException>(() => new SignedMessageIds(new(Now)).Create(Conversation, Message, domain));

    [Fact]
    public void Weak_and_ambiguous_keys_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SigningKeys());
        Assert.Throws<ArgumentException>(() => new SigningKeys(new SigningKey('a', new byte[15])));
        Assert.Throws<ArgumentException>(() => new SigningKeys(Old, new SigningKey('a', new byte[16])));
        Assert.Throws<ArgumentException>(() => new SigningKeys(new SigningKey('A', new byte[16])));
    }

    [Theory]
    [InlineData("<1@x> <2@x>", null, "3@x", "1@x 2@x 3@x")]
    [InlineData("", "1@x", "3@x", "1@x 3@x")]
    [InlineData("<1@x>", "2@x", "3@x", "1@x 3@x")]
    [InlineData("<1@x> <1@x> <2@x>", null, "1@x", "2@x 1@x")]
    [InlineData("", null, null, "")]
    public void References_are_built_from_the_message_answered(string references, string? inReplyTo, string? id, string expected) =>
        Assert.Equal(expected, string.Join(' ', References.ForAnswer(Throughline.Mail.Reading.MessageIds.All(references), inReplyTo, id)));

    [Theory]
    [InlineData(29, 30)]
    [InlineData(30, 30)]
    [InlineData(500, 30)]
    public void Long_threads_keep_the_first_and_the_latest(int before, int kept)
    {
        var references = References.ForAnswer([.. Enumerable.Range(0, before).Select(i => $"{i}@x")], null, "last@x");
        Assert.Equal((kept, "0@x", "last@x"), (references.Count, references[0], references[^1]));
    }

    [Theory]
    [InlineData("Re: Hello", "Hello")]
    [InlineData("RE: FW: AW: Hello", "Hello")]
    [InlineData("Re[2]: Hello", "Hello")]
    [InlineData("Re^3: Hello", "Hello")]
    [InlineData("Re : Hello", "Hello")]
    [InlineData("SV: VS: Hello", "Hello")]
    [InlineData("回复：Hello", "Hello")]
    [InlineData("[list] Re: Hello", "Hello")]
    [InlineData("Re: [list] Re: Hello (fwd)", "Hello")]
    [InlineData("  Hello \t World ", "Hello World")]
    [InlineData("Regarding: money", "Regarding: money")]
    [InlineData("[ticket 12]", "[ticket 12]")]
    [InlineData("Re:", "")]
    [InlineData("", "")]
    public void Subjects_are_compared_without_what_answering_adds(string subject, string expected) => Assert.Equal(expected, Subjects.Normalise(subject));

    [Theory]
    [InlineData("Hello", false, "Re: Hello")]
    [InlineData("AW: Hello", true, "Re: Hello")]
    [InlineData("[list] Re: Hello", true, "Re: Hello")]
    public void An_answer_has_exactly_one_prefix(string subject, bool isAnswer, string answer) =>
        Assert.Equal((isAnswer, answer), (Subjects.IsAnswer(subject), Subjects.ForAnswer(subject)));
}
