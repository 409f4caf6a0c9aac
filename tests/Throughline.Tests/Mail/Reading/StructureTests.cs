using Throughline.Mail.Messages;
using Throughline.Mail.Reading;

namespace Throughline.Tests.Mail.Reading;

public class StructureTests
{
    private const string Alternative = """
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="b"

        preamble
        --b
        Content-Type: text/plain; charset=utf-8

        plain
        --b
        Content-Type: text/html; charset=utf-8

        <p>rich</p>
        --b--
        epilogue
        """;

    [Fact]
    public void Both_bodies_of_an_alternative_are_read_and_plain_text_is_preferred()
    {
        var mail = Letter.Read(Alternative);
        Assert.Equal(("plain", "<p>rich</p>", "plain"), (mail.TextBody, mail.HtmlBody, mail.Text));
        Assert.Empty(mail.Attachments);
        Assert.Empty(mail.Defects);
    }

    [Fact]
    public void A_blank_plain_text_gives_way_to_the_html() =>
        Assert.Equal("rich", Letter.Read(Alternative.Replace("\nplain\n", "\n \n", StringComparison.Ordinal)).Text);

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=\"b\"", "--b\n\none\n--b\n\ntwo\n--b--", "one\ntwo")]
    [InlineData("Content-Type: multipart/mixed; boundary=\"b\"", "--b\n\none\n--b\n\n\n\n--b--", "one")]
    [InlineData("Content-Type: multipart/mixed; boundary=b", "--b\n\nnever closed", "never closed")]
    [InlineData("Content-Type: multipart/mixed; boundary=b", "--b\n\nx\n--bc\nnot a boundary\n--b--", "x\n--bc\nnot a boundary")]
    [InlineData("Content-Type: multipart/mixed; boundary=b", "--b  \n\nblanks behind it\n--b--  ", "blanks behind it")]
    [InlineData("Content-Type: multipart/mixed", "--guess\nContent-Type: text/plain\n\nfound\n--guess--", "found")]
    [InlineData("Content-Type: multipart/mixed; boundary=wrong", "--right\nContent-Type: text/plain\n\nfound\n--right--", "found")]
    [InlineData("Content-Type: multipart/mixed; boundary=none", "just text", "just text")]
    [InlineData("Content-Type: multipart; boundary=b", "--b\n\nx\n--b--", "x")]
    [InlineData("Content-Type: multipart/mixed; boundary=\"a b:c\"", "--a b:c\n\nx\n--a b:c--", "x")]
    [InlineData("Content-Type: multipart/mixed; boundary=b;",
        "--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\nx\n--bb\nContent-Type: text/html\n\ny\n--b\n\nz\n--b--", "x\nz")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\nContent-Type: text/plain", "--b\n\nx\n--b--", "x")]
    [InlineData("Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=b", "--b\n\nx\n--b--", "x")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable", "--b\n\nx=3Dy\n--b--", "x=3Dy")]
    [InlineData("Content-Type: multipart/mixed; boundary=b", "--b\nContent-Type: text/plain\nDear Ada,\nwhere is it?\n--b--", "Dear Ada,\nwhere is it?")]
    [InlineData("Content-Type: text/plain; flowed; charset=koi8-r", "\u00f0", "П")]
    [InlineData("Content-Type: text", "x", "x")]
    [InlineData("Content-Type: ", "x", "x")]
    [InlineData("Content-Type: ;;;", "x", "x")]
    [InlineData("Content-Type: foo", "x", "x")]
    [InlineData("Content-Type: TEXT/PLAIN; CHARSET=US-ASCII (Plain text)", "x", "x")]
    public void Malformed_structures_are_read_as_they_were_meant(string headers, string body, string text) =>
        Assert.Equal(text, Letter.Body(headers, body).Text);

    [Theory]
    [InlineData("quoted-printable", "H=C3=A4llo =\nWelt", "Hällo Welt")]
    [InlineData("quoted-printable", "a=  \nb", "ab")]
    [InlineData("quoted-printable", "a=3d=zz=", "a==zz")]
    [InlineData("quoted-printable", "-- \nsig", "-- \nsig")]
    [InlineData("Quoted-Printable;", "=41", "A")]
    [InlineData("base64", "SGVsbG8=", "Hello")]
    [InlineData("base64", "SGVs\nbG8", "Hello")]
    [InlineData("base64", "SGVs!bG8=", "Hello")]
    [InlineData("base64", "SGVsbG8=\nSGVsbG8=", "HelloHello")]
    [InlineData("base64", "SGVsbG8=\n____\nFooter: mailing list", "Hello")]
    [InlineData("\"base64\"", "SGVsbG8=", "Hello")]
    [InlineData("base64", "", "")]
    [InlineData("7-bit", "plain", "plain")]
    [InlineData("text/html", "plain", "plain")]
    [InlineData("", "plain", "plain")]
    [InlineData("x-uuencode", "begin 644 a\n%:&5L;&\\\n`\nend", "hello")]
    public void Transfer_encodings_are_undone_however_they_are_written(string encoding, string body, string text) =>
        Assert.Equal(text, Letter.Body($"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}", body).Text);

    [Fact]
    public void The_raw_bytes_are_kept()
    {
        var bytes = Letter.Bytes(Alternative);
        Assert.True(MailReader.Read(bytes).Raw.Span.SequenceEqual(bytes));
    }

    [Fact]
    public void A_message_within_a_message_is_an_attachment_that_can_be_opened()
    {
        var mail = Letter.Read(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee below\n--b\nContent-Type: message/rfc822\n\nSubject: inner\n\ninner text\n--b--");
        var file = Assert.Single(mail.Attachments);
        Assert.Equal("Subject: inner\r\n\r\ninner text", file.Content.Utf8());
        Assert.Equal("inner", file.Part?.Message?.Subject);
        Assert.Equal("see below", mail.Text);
    }

    [Fact]
    public void In_a_digest_parts_are_messages_by_default() =>
        Assert.Equal("one", Letter.Read("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nx\n--b--").Attachments[0].Part?.Message?.Subject);

    [Fact]
    public void Calendars_are_found_in_alternatives() =>
        Assert.StartsWith("BEGIN:VCALENDAR", Assert.Single(Letter.Read(
            "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nx\n--b\nContent-Type: text/calendar; method=REQUEST\n\n"
                + "BEGIN:VCALENDAR\n--b--").Calendars),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("multipart/signed; protocol=\"application/pgp-signature\"", MailProtection.Signed)]
    [InlineData("multipart/encrypted; protocol=\"application/pgp-encrypted\"", MailProtection.Encrypted)]
    [InlineData("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", MailProtection.Encrypted)]
    [InlineData("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", MailProtection.Signed)]
    [InlineData("text/plain", MailProtection.None)]
    public void Protection_is_recognised_and_left_alone(string type, MailProtection expected)
    {
        var mail = Letter.Body(
            $"Content-Type: {type}; boundary=b", "--b\n\ntext\n--b\nContent-Type: application/pgp-signature; name=signature.asc\n\nxyz\n--b--");
        Assert.Equal(expected, mail.Protection);
        if (mail.MediaType.IsMultipart) Assert.Equal("xyz", mail.Attachments[^1].Content.Utf8());
    }

    [Fact]
    public void A_part_that_starts_with_a_blank_line_has_no_header_even_when_its_text_looks_like_one() =>
        Assert.Equal("Subject: not a header\nreally",
            Letter.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSubject: not a header\nreally\n--b--").Text);
}
