using System.Text;
using Throughline.Mail.Messages;
using Throughline.Mail.Reading;

namespace Throughline.Tests.Mail.Reading;

/// <summary>Mail as it was met in the field: each case stands for a kind.</summary>
public class FieldMailTests
{
    [Theory]
    [InlineData("Action: expired\nDiagnostic-Code: smtp; 550 no such user", true)]
    [InlineData("Action: failure\nStatus: 5.1.1", true)]
    [InlineData("Status: 5.3.0", true)]
    [InlineData("Action: delayed\nStatus: 4.4.1", true)]
    [InlineData("Action: relayed\nStatus: 2.0.0", false)]
    [InlineData("Status: 2.0.0", false)]
    public void A_report_is_a_bounce_whatever_words_it_uses_for_failure(string fields, bool isBounce)
    {
        const string status = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; gone@z.example";
        var mail = Letter.Read($"Content-Type: multipart/report; report-type=delivery-status; boundary=d\n\n--d\n\nx\n--d\n{status}\n{fields}\n--d--");
        Assert.Equal(("gone@z.example", isBounce), (mail.DeliveryReport!.Recipients[0].Address, mail.Is(VerdictKind.Bounce)));
    }

    [Theory]
    [InlineData("Return-Path: <>\nFrom: postmaster@z.example\nSubject: Mail could not be delivered")]
    [InlineData("Return-Path: <>\nFrom: MAILER-DAEMON@z.example\nSubject: mail failed, returning to sender")]
    [InlineData("Return-Path: <MAILER-DAEMON@z.example>\nFrom: Mail Delivery System <Mail.Delivery.System@z.example>\nSubject: Delivery status notification")]
    [InlineData("From: Post <post@z.example>\nSubject: Delivery status notification\nContent-Type: multipart/report; boundary=d")]
    public void A_bounce_without_a_report_is_known_by_who_writes_and_of_what(string headers) =>
        Assert.True(Letter.Body(headers, "--d\n\nx\n--d--").Is(VerdictKind.Bounce));

    [Theory]
    [InlineData("AW: Automatische Antwort: Ihre Bestellung 77", false)]
    [InlineData("Re: Out of Office: back on Monday", false)]
    [InlineData("Out of office chairs?", false)]
    [InlineData("Is this an automatic reply?", false)]
    [InlineData("Out of Office", true)]
    [InlineData("Out of Office AutoReply: back on Monday", true)]
    [InlineData("Abwesenheitsnotiz: Urlaub", true)]
    [InlineData("自动答复：订单", true)]
    public void Who_answers_an_automatic_mail_is_a_person(string subject, bool isAutomatic) =>
        Assert.Equal(isAutomatic, Utf8($"From: ada@example.org\nSubject: {subject}\n\nx").Is(VerdictKind.AutoSubmitted));

    [Theory]
    [InlineData("format=flowed", "This is one long \nparagraph.\n\nAnd another.", "This is one long paragraph.\n\nAnd another.")]
    [InlineData("format=flowed; delsp=yes", "长的 \n句子", "长的句子")]
    [InlineData("Format=Flowed", "> quoted \n> lines\nnew", "> quoted \n> lines\nnew")]
    [InlineData("format=flowed", "Regards \n-- \nAda \nLovelace", "Regards \n-- \nAda Lovelace")]
    [InlineData("format=flowed", " From here \n on", "From here on")]
    [InlineData("format=fixed", "kept \napart", "kept \napart")]
    public void Flowed_lines_are_joined(string format, string body, string text) =>
        Assert.Equal(text, Utf8($"Content-Type: text/plain; charset=utf-8; {format}\n\n{body}").Text);

    [Theory]
    [InlineData("text/plain", "\u001b$B2YJ*$O$$$DFO$-$^$9$+\u001b(B", "荷物はいつ届きますか")]
    [InlineData("text/plain; charset=us-ascii", "\u001b$B2YJ*\u001b(B ok", "荷物 ok")]
    [InlineData("text/plain; charset=utf-8", "\u001b$@2YJ*\u001b(B", "荷物")]
    [InlineData("text/plain; charset=utf-16", "\u00ff\u00feH\0i\0", "Hi")]
    [InlineData("text/plain; charset=utf-16", "\u00fe\u00ff\0H\0i", "Hi")]
    public void Charsets_that_show_themselves_are_read(string type, string body, string text) =>
        Assert.Equal(text, Letter.Body($"Content-Type: {type}", body).Text);

    [Theory]
    [InlineData("Nobody encoded these words, whatever the header says. Please call me back!")]
    [InlineData("\nHello,\nwhere is it?")]
    public void Words_under_the_name_of_base64_stay_words(string body) =>
        Assert.Equal(body.Trim('\n'), Letter.Body("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", body).Text.Trim('\n'));

    [Fact]
    public void The_start_of_related_parts_is_the_body()
    {
        const string logo = "Content-Type: image/png; name=logo.png\nContent-ID: <logo>\n\nx";
        const string page = "Content-Type: text/html\nContent-ID: <root>\n\n<p>My parcel is late.</p>";
        var mail = Letter.Read($"Content-Type: multipart/related; boundary=r; start=\"<root>\"\n\n--r\n{logo}\n--r\n{page}\n--r--");
        Assert.Equal(("My parcel is late.", "logo.png"), (mail.Text, Assert.Single(mail.Attachments).Name));
    }

    [Fact]
    public void Of_an_appledouble_only_the_file_itself_is_one()
    {
        const string fork = "Content-Type: application/applefile; name=bill.pdf\n\nfork";
        const string file = "Content-Type: application/pdf; name=bill.pdf\n\nbill";
        var mail = Letter.Read($"Content-Type: multipart/appledouble; boundary=a\n\n--a\n{fork}\n--a\n{file}\n--a--");
        Assert.Equal(("application/pdf", "bill"), (Assert.Single(mail.Attachments).MediaType, mail.Attachments[0].Content.Utf8()));
    }

    private static MailMessage Utf8(string text) => MailReader.Read(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
