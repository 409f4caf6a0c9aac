using Throughline.Benchmarks.Mail.Fuzzing;
using Throughline.Mail.Reading;

namespace Throughline.Tests.Mail.Reading;

public class AttachmentTests
{
    [Theory]
    [InlineData("Content-Disposition: attachment; filename=\"report.pdf\"", "report.pdf")]
    [InlineData("Content-Disposition: attachment; filename=report.pdf", "report.pdf")]
    [InlineData("Content-Disposition: attachment; filename=my report.pdf", "my report.pdf")]
    [InlineData("Content-Disposition: attachment; filename=\"a;b.pdf\"", "a;b.pdf")]
    [InlineData("Content-Disposition: attachment; filename=\"a \\\"b\\\".pdf\"", "a \"b\".pdf")]
    [InlineData("Content-Disposition: attachment; filename=\"a;b;c.pdf\"; size=3", "a;b;c.pdf")]
    [InlineData("Content-Disposition: attachment; filename=\"C:\\dir\\a.pdf\"", "C:\\dir\\a.pdf")]
    [InlineData("Content-Disposition: attachment; filename=\"=?utf-8?Q?=C3=A4.pdf?=\"", "ä.pdf")]
    [InlineData("Content-Disposition: attachment; filename==?utf-8?Q?=C3=A4;.pdf?=", "ä;.pdf")]
    [InlineData("Content-Disposition: attachment; filename*=utf-8''%C3%A4.pdf", "ä.pdf")]
    [InlineData("Content-Disposition: attachment; filename*=iso-8859-1'de'%E4.pdf", "ä.pdf")]
    [InlineData("Content-Disposition: attachment; filename*=%C3%A4.pdf", "ä.pdf")]
    [InlineData("Content-Disposition: attachment; filename*0=\"long \"; filename*1=\"name.pdf\"", "long name.pdf")]
    [InlineData("Content-Disposition: attachment; filename*1*=%A4.pdf; filename*0*=utf-8''%C3", "ä.pdf")]
    [InlineData("Content-Disposition: attachment; filename=\"old.pdf\"; filename*=utf-8''new.pdf", "new.pdf")]
    [InlineData("Content-Disposition: attachment;\n filename=\"folded\n name.pdf\"", "folded name.pdf")]
    [InlineData("Content-Disposition: attachment; filename=\"never closed.pdf", "never closed.pdf")]
    [InlineData("Content-Disposition: filename=nokind.pdf", "nokind.pdf")]
    [InlineData("Content-Disposition: attachment; FILENAME=\"upper.pdf\"", "upper.pdf")]
    [InlineData("Content-Disposition: attachment; name=\"byname.pdf\"", "byname.pdf")]
    [InlineData("Content-Type: application/pdf; name=\"type.pdf\"", "type.pdf")]
    [InlineData("Content-Type: application/pdf; name=\"type.pdf\"\nContent-Disposition: attachment", "type.pdf")]
    [InlineData("Content-Type: application/pdf; name*=utf-8''%C3%A4.pdf\nContent-Disposition: inline", "ä.pdf")]
    [InlineData("Content-Disposition: attachment; filename=\"\u00c3\u00a4.pdf\"", "ä.pdf")]
    [InlineData("Content-Disposition: attachment", null)]
    [InlineData("Content-Disposition: attachment; filename=\"\"", null)]
    public void The_file_name_is_found_in_every_form(string headers, string? name)
    {
        if (!headers.Contains("Content-Type", StringComparison.Ordinal)) headers += "\nContent-Type: application/pdf";
        var mail = Letter.Read(
            $"Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\n{headers}\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n--b--");
        var file = Assert.Single(mail.Attachments);
        Assert.Equal((name, "Hello"), (file.Name, file.Content.Utf8()));
        Assert.Equal("text", mail.Text);
    }

    [Fact]
    public void Inline_images_are_found_by_their_content_id()
    {
        var mail = Letter.Read(
            "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=\"cid:logo@x\">\n--b\n"
                + "Content-Type: image/png\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n--b--");
        var image = Assert.Single(mail.Attachments);
        Assert.Equal(("logo@x", true, "image/png"), (image.ContentId, image.IsInline, image.MediaType));
    }

    [Theory]
    [InlineData("Content-Disposition: attachment; filename=a.txt", true)]
    [InlineData("Content-Disposition: attachment", true)]
    [InlineData("Content-Disposition: inline; filename=a.txt", true)]
    [InlineData("Content-Type: text/plain; name=a.txt", true)]
    [InlineData("Content-Disposition: inline", false)]
    [InlineData("X-None: 1", false)]
    public void A_later_text_is_a_file_when_it_is_marked_or_named(string header, bool isFile)
    {
        var mail = Letter.Read($"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n--b\n{header}\n\nsecond\n--b--");
        Assert.Equal(isFile ? 1 : 0, mail.Attachments.Count);
        Assert.Equal(isFile ? "first" : "first\nsecond", mail.Text);
    }

    [Fact]
    public void A_mail_that_is_nothing_but_a_file_has_no_text()
    {
        var mail = Letter.Read("Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nSGVsbG8=");
        Assert.Equal(("", "a.pdf"), (mail.Text, Assert.Single(mail.Attachments).Name));
    }

    [Fact]
    public void Uuencoded_files_are_taken_out_of_the_text()
    {
        var mail = Letter.Read("Subject: x\n\nbefore\nbegin 644 hello world.txt\n+:&5L;&\\@=V]R;&0\n`\nend\nafter");
        Assert.Equal("before\nafter", mail.Text);
        Assert.Equal(("hello world.txt", "hello world"), (mail.Attachments[0].Name, mail.Attachments[0].Content.Utf8()));
    }

    [Theory]
    [InlineData("begin 644 talks\nwith your neighbour\nend")]
    [InlineData("begin the day well\nend")]
    [InlineData("begin 644 x\n#0V%T")]
    public void Prose_that_begins_like_a_uuencoded_file_stays(string text) => Assert.Equal(text, Letter.Read($"Subject: x\n\n{text}").Text);

    [Fact]
    public void A_winmail_dat_is_opened()
    {
        var mail = MailReader.Read(MailSeeds.Tnef());
        var winmail = Assert.Single(mail.Attachments);
        var inside = Assert.Single(winmail.Contains);
        Assert.Equal(("winmail.dat", "Bericht für Łódź.txt", "text/plain", "inside\n"), (winmail.Name, inside.Name, inside.MediaType, inside.Content.Utf8()));
        Assert.Equal("The text.", mail.Text);
    }

    [Fact]
    public void A_winmail_dat_cut_anywhere_gives_what_came_before()
    {
        var whole = MailSeeds.TnefStream();
        for (var length = 0; length < whole.Length; length++)
        {
            byte[] raw = [.. "Content-Type: application/ms-tnef\r\n\r\n"u8, .. whole.AsSpan(0, length)];
            Assert.InRange(Assert.Single(MailReader.Read(raw).Attachments).Contains.Count, 0, 1);
        }
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\a.txt", "a.txt")]
    [InlineData("a\u202Efdp.exe", "afdp.exe")]
    [InlineData("what?.txt", "what.txt")]
    [InlineData("...", "attachment")]
    [InlineData(null, "attachment")]
    public void Safe_names_hold_nothing_that_could_mislead(string? name, string safe) => Assert.Equal(safe, Throughline.Mail.Messages.FileNames.Safe(name));
}
