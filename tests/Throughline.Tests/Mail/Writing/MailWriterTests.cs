using Throughline.Mail.Reading;
using Throughline.Mail.Writing;

namespace Throughline.Tests.Mail.Writing;

public class MailWriterTests
{
    private static readonly MailDraft Plain = new()
    {
        From = new("help@example.org", "Help"),
        To = [new("ada@example.com")],
        Subject = "Your order",
        Date = new(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(1)),
        MessageId = "1@example.org",
        Text = "Hello\n",
    };

    [Fact]
    public void A_plain_mail_is_written_plainly() => Assert.Equal("""
        From: Help <help@example.org>
        To: ada@example.com
        Subject: Your order
        Date: Sat, 21 Nov 2026 10:00:00 +0100
        Message-ID: <1@example.org>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        Hello

        """.ReplaceLineEndings("\r\n"), MailWriter.Write(Plain).Utf8());

    [Theory]
    [InlineData("a@b.c\r\nBcc: x@y.z")]
    [InlineData("a@b.c>, <x@y.z")]
    [InlineData("a b@c.d")]
    [InlineData("nobody")]
    [InlineData("@b.c")]
    [InlineData("a@")]
    [InlineData("a@b@c.d")]
    [InlineData("")]
    [InlineData("\"a\r\nb\"@c.d")]
    public void Addresses_that_could_smuggle_in_a_header_are_refused(string address)
    {
        Assert.Throws<ArgumentException>(() => MailWriter.Write(Plain with { To = [new(address)] }));
        Assert.Throws<ArgumentException>(() => MailWriter.Write(Plain with { From = new(address) }));
    }

    [Theory]
    [InlineData("x\r\nBcc: a@b.c", "x Bcc: a@b.c")]
    [InlineData("x\nBcc: a@b.c", "x Bcc: a@b.c")]
    [InlineData("x\u0000y", "xy")]
    [InlineData("tab\there", "tab here")]
    public void Line_breaks_in_subjects_and_names_become_blanks(string text, string read)
    {
        var mail = MailReader.Read(MailWriter.Write(Plain with { Subject = text, From = new("help@example.org", text), Headers = [("X-Note", text)] }));
        Assert.Equal((read, read, read), (mail.Subject, mail.From?.Name, mail.Headers.First("X-Note")?.Text));
        Assert.Empty(mail.Bcc);
    }

    [Theory]
    [InlineData("=?utf-8?Q?x?=")]
    [InlineData("Why do you write =?utf-8?B?w6Q=?= and =?iso-8859-1?Q?=E4?= into every subject of yours, please?")]
    public void What_looks_like_an_encoded_word_is_read_as_it_was_written(string text)
    {
        var mail = MailReader.Read(MailWriter.Write(Plain with { Subject = text, From = new("help@example.org", text), Headers = [("X-Note", text)] }));
        Assert.Equal((text, text, text), (mail.Subject, mail.From?.Name, mail.Headers.First("X-Note")?.Text));
    }

    [Theory]
    [InlineData("X-Bad\r\nBcc")]
    [InlineData("X Bad")]
    [InlineData("X:Bad")]
    [InlineData("")]
    [InlineData("Subject")]
    [InlineData("bcc")]
    public void Header_names_are_checked(string name) => Assert.Throws<ArgumentException>(() => MailWriter.Write(Plain with { Headers = [(name, "x")] }));

    [Theory]
    [InlineData("a b@c")]
    [InlineData("a>b@c")]
    [InlineData("a\r\nb@c")]
    [InlineData("")]
    public void Message_ids_are_checked(string id)
    {
        Assert.Throws<ArgumentException>(() => MailWriter.Write(Plain with { MessageId = id }));
        Assert.Throws<ArgumentException>(() => MailWriter.Write(Plain with { References = [id] }));
    }

    [Fact]
    public void International_domains_are_written_in_ascii_and_local_parts_need_smtputf8()
    {
        var draft = Plain with { To = [new("ada@bücher.example")] };
        Assert.Equal("ada@xn--bcher-kva.example", MailReader.Read(MailWriter.Write(draft)).To[0].Address);
        Assert.False(draft.NeedsSmtpUtf8);
        draft = Plain with { To = [new("jürgen@example.org", "Jürgen")] };
        Assert.True(draft.NeedsSmtpUtf8);
        Assert.Equal(draft.To, MailReader.Read(MailWriter.Write(draft)).To);
    }

    [Theory]
    [InlineData("http://example.org/u")]
    [InlineData("mailto:a@b.c")]
    public void One_click_unsubscribing_needs_https(string link) =>
        Assert.Throws<ArgumentException>(() => MailWriter.Write(Plain with { Unsubscribe = new(new Uri(link)) }));

    [Fact]
    public void Unsubscribing_by_mail_alone_offers_no_click()
    {
        var mail = MailReader.Read(MailWriter.Write(Plain with { Unsubscribe = new(null, "leave@example.org") }));
        Assert.Equal("<mailto:leave@example.org>", mail.Headers.Value("List-Unsubscribe"));
        Assert.False(mail.Headers.Has("List-Unsubscribe-Post"));
    }

    [Theory]
    [InlineData("plain\n", "7bit")]
    [InlineData("From me\n", "quoted-printable")]
    [InlineData(".\n", "quoted-printable")]
    [InlineData("-- \n", "quoted-printable")]
    [InlineData("some umlauts ä among many plain letters\n", "quoted-printable")]
    [InlineData("Привет, мир\n", "base64")]
    public void The_shortest_safe_transfer_encoding_is_chosen(string text, string encoding)
    {
        var mail = MailReader.Read(MailWriter.Write(Plain with { Text = text }));
        Assert.Equal((encoding, text), (mail.Headers.Value("Content-Transfer-Encoding"), mail.Text));
    }

    [Theory]
    [InlineData(900, "7bit")]
    [InlineData(901, "quoted-printable")]
    public void Lines_that_servers_might_break_are_encoded(int length, string encoding)
    {
        var text = new string('x', length) + "\n";
        var mail = MailReader.Read(MailWriter.Write(Plain with { Text = text }));
        Assert.Equal((encoding, text), (mail.Headers.Value("Content-Transfer-Encoding"), mail.Text));
    }

    [Fact]
    public void Inline_images_need_html_and_a_content_id()
    {
        var image = new DraftFile("a.png", "image/png", new byte[3], "a@x");
        Assert.Throws<ArgumentException>(() => MailWriter.Write(Plain with { Inline = [image] }));
        Assert.Throws<ArgumentException>(() => MailWriter.Write(Plain with { Html = "<p>", Inline = [image with { ContentId = null }] }));
        Assert.Throws<ArgumentException>(() => MailWriter.Write(Plain with { Attachments = [image with { MediaType = "image/png\r\nX: y" }] }));
    }
}
