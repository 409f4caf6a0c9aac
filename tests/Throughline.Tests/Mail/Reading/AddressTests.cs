using Throughline.Mail.Reading;

namespace Throughline.Tests.Mail.Reading;

public class AddressTests
{
    [Theory]
    [InlineData("ada@example.org", "ada@example.org", "")]
    [InlineData("<ada@example.org>", "ada@example.org", "")]
    [InlineData("Ada Lovelace <ada@example.org>", "ada@example.org", "Ada Lovelace")]
    [InlineData("\"Lovelace, Ada\" <ada@example.org>", "ada@example.org", "Lovelace, Ada")]
    [InlineData("\"Ada \\\"The First\\\" Lovelace\" <ada@example.org>", "ada@example.org", "Ada \"The First\" Lovelace")]
    [InlineData("ada@example.org (Ada Lovelace)", "ada@example.org", "Ada Lovelace")]
    [InlineData("<ada@example.org> (Ada)", "ada@example.org", "Ada")]
    [InlineData("Ada (work (London)) <ada@example.org>", "ada@example.org", "Ada")]
    [InlineData("=?utf-8?Q?J=C3=BCrgen?= <j@example.org>", "j@example.org", "Jürgen")]
    [InlineData("\"=?utf-8?Q?J=C3=BCrgen?=\" <j@example.org>", "j@example.org", "Jürgen")]
    [InlineData("=?utf-8?Q?M=C3=BCller,_J?= <j@example.org>", "j@example.org", "Müller, J")]
    [InlineData("=?utf-8?Q?M=C3=BCller, J?= <j@example.org>", "j@example.org", "Müller, J")]
    [InlineData("Jürgen <j@example.org>", "j@example.org", "Jürgen")]
    [InlineData("Doe, John <j@example.org>", "j@example.org", "Doe, John")]
    [InlineData("J. R. R. Tolkien <t@example.org>", "t@example.org", "J. R. R. Tolkien")]
    [InlineData("ada@example.org <ada@example.org>", "ada@example.org", "ada@example.org")]
    [InlineData("Ada <ada@example.org", "ada@example.org", "Ada")]
    [InlineData("Ada <<ada@example.org>>", "ada@example.org", "Ada")]
    [InlineData("Ada < ada @ example.org >", "ada@example.org", "Ada")]
    [InlineData("<@relay.example,@other.example:ada@example.org>", "ada@example.org", "")]
    [InlineData("<mailto:ada@example.org>", "ada@example.org", "")]
    [InlineData("Ada Lovelace ada@example.org", "ada@example.org", "Ada Lovelace")]
    [InlineData("\"ada lovelace\"@example.org", "\"ada lovelace\"@example.org", "")]
    [InlineData("\"ada@example.org\"", "ada@example.org", "")]
    [InlineData("'ada@example.org'", "ada@example.org", "")]
    [InlineData("ada@[192.0.2.1]", "ada@[192.0.2.1]", "")]
    [InlineData("MAILER-DAEMON", "MAILER-DAEMON", "")]
    [InlineData("=?iso-8859-16?Q?=A4uro?= <e@example.org>", "e@example.org", "€uro")]
    [InlineData("=?iso-8859-1?Q?=93J=FCrgen=94?= =?utf-8?Q?_M=C3=BCller?= <j@example.org>", "j@example.org", "“Jürgen” Müller")]
    [InlineData("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example", "")]
    [InlineData("ada@", "ada@", "")]
    [InlineData("ada@example.org,", "ada@example.org", "")]
    [InlineData("Ada <>", "", "Ada")]
    public void One_mailbox_is_read_in_every_form_people_write_it(string text, string address, string name)
    {
        var mailbox = Assert.Single(AddressList.Read(text));
        Assert.Equal((address, name), (mailbox.Address, mailbox.Name));
    }

    [Theory]
    [InlineData("a@x.y, b@x.y", "a@x.y b@x.y")]
    [InlineData("a@x.y; b@x.y", "a@x.y b@x.y")]
    [InlineData("A <a@x.y> B <b@x.y>", "a@x.y b@x.y")]
    [InlineData("team: a@x.y, B <b@x.y>;, c@x.y", "a@x.y b@x.y c@x.y")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("undisclosed-recipients: ;, a@x.y", "a@x.y")]
    [InlineData(",, a@x.y,,", "a@x.y")]
    [InlineData("(only a comment)", "")]
    [InlineData("\"\"", "")]
    [InlineData("", "")]
    [InlineData("Doe, a@x.y", "Doe a@x.y")]
    public void A_list_is_taken_apart_and_groups_are_resolved(string text, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', AddressList.Read(text).Select(m => m.Address)));

    [Fact]
    public void A_list_of_many_is_read_to_its_end()
    {
        var text = string.Join(", ", Enumerable.Range(0, 2000).Select(i => $"{(i % 2 == 0 ? "Doe, John" : "=?utf-8?Q?J=C3=BCrgen?=")} <n{i}@example.org>"));
        var read = AddressList.Read(text);
        Assert.Equal(2000, read.Count);
        Assert.Equal(("n1998@example.org", "Doe, John", "Jürgen"), (read[1998].Address, read[1998].Name, read[1999].Name));
    }

    [Fact]
    public void Repeated_recipient_headers_are_joined_and_a_blank_repeated_author_is_skipped()
    {
        var mail = Letter.Read("From:\nFrom: a@x.y\nFrom: b@x.y\nTo: c@x.y\nTo: d@x.y\n\n");
        Assert.Equal("a@x.y", mail.From?.Address);
        Assert.Equal(["c@x.y", "d@x.y"], mail.To.Select(m => m.Address));
    }

    [Fact]
    public void Nobody_is_written_to_who_has_no_address() => Assert.Empty(Letter.Read("Reply-To: \"Help\" <>\n\n").ReplyTo);

    [Fact]
    public void Without_an_author_the_sender_stands_in() => Assert.Equal("s@x.y", Letter.Read("Sender: s@x.y\n\n").From?.Address);

    [Theory]
    [InlineData("ada@Example.ORG", "ada", "example.org")]
    [InlineData("nobody", "nobody", "")]
    public void A_mailbox_knows_its_halves(string address, string local, string domain)
    {
        var mailbox = AddressList.Read(address)[0];
        Assert.Equal((local, domain), (mailbox.LocalPart, mailbox.Domain));
    }
}
