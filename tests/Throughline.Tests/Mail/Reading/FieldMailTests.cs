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
    [InlineData("Action: delayed\nStatus: 4.4.1", false)]
    [InlineData("Action: Delayed (for 4 hours)", false)]
    [InlineData("Action: failed\nStatus: 4.4.7", true)]
    [InlineData("Action: not delivered", true)]
    [InlineData("Action: delivered\nStatus: 5.1.1", true)]
    [InlineData("Action: expanded", false)]
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
    [InlineData("Subject: Undelivered Mail Returned to Sender")]
    [InlineData("From: <>\nSubject: Undeliverable: Offer")]
    [InlineData("Return-Path: <#@[]>\nFrom: x@z.example\nSubject: failure notice")]
    [InlineData("From: MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@z.example\nSubject: Undeliverable: Offer")]
    [InlineData("Return-Path: <>\nFrom: router@z.example\nSubject: DELIVERY FAILURE: User gone not listed in Domino Directory")]
    [InlineData("From: Mail Delivery Subsystem <mail-delivery-subsystem@z.example>\nSubject: Offer\nContent-Type: multipart/report; boundary=d")]
    [InlineData("From: MAILER-DAEMON@z.example\nSubject: Offer\nX-Failed-Recipients: gone@z.example")]
    public void A_bounce_without_a_report_is_known_by_who_writes_and_of_what(string headers) =>
        Assert.True(Letter.Body(headers, "--d\n\nx\n--d--").Is(VerdictKind.Bounce));

    [Theory]
    [InlineData("Unzustellbar: Angebot")]
    [InlineData("Zustellung fehlgeschlagen")]
    [InlineData("Échec de la remise du courrier")]
    [InlineData("No se pudo entregar el mensaje")]
    [InlineData("Messaggio non consegnato")]
    [InlineData("Não foi possível entregar a mensagem")]
    [InlineData("Går inte att leverera: Offert")]
    [InlineData("Nie można dostarczyć: Oferta")]
    [InlineData("Nedoručitelné: Nabídka")]
    [InlineData("Kézbesíthetetlen: Ajánlat")]
    [InlineData("Teslim Edilemedi: Teklif")]
    [InlineData("Не удается доставить: Предложение")]
    [InlineData("配信不能: お見積り")]
    [InlineData("未送达: 报价")]
    [InlineData("배달되지 않음: 견적")]
    public void Bounces_speak_many_languages(string subject) =>
        Assert.True(Utf8($"Return-Path: <>\nFrom: postmaster@z.example\nSubject: {subject}\n\nx").Is(VerdictKind.Bounce));

    [Theory]
    [InlineData("From: mailer-daemon@z.example\nReturn-Path: <>\nSubject: Delivery Status Notification (Delay)")]
    [InlineData("From: MAILER-DAEMON@z.example\nReturn-Path: <>\nSubject: Delayed Mail (still being retried)")]
    [InlineData("From: MAILER-DAEMON@z.example\nSubject: Warning: could not send message for past 4 hours")]
    [InlineData("From: MAILER-DAEMON@z.example\nReturn-Path: <>\nSubject: Successful Mail Delivery Report")]
    [InlineData("From: ada@example.org\nSubject: Mail could not be delivered")]
    [InlineData("From: ada@example.org\nSubject: Re: Undelivered Mail Returned to Sender")]
    [InlineData("From: ada@example.org\nSubject: Read: Offer\nContent-Type: multipart/report; report-type=disposition-notification; boundary=d")]
    public void What_is_late_or_well_or_from_a_person_is_no_bounce(string headers) =>
        Assert.False(Letter.Body(headers, "--d\nContent-Type: message/disposition-notification\n\nDisposition: displayed\n--d--").Is(VerdictKind.Bounce));

    [Theory]
    [InlineData("MAILER-DAEMON", "550 5.1.1 no such user gone@z.example", true)]
    [InlineData("MAILER-DAEMON", "Delivery is delayed and will be retried: 451 4.4.1", false)]
    [InlineData("ada", "550 5.1.1 no such user: what does that mean?", false)]
    public void A_daemon_is_believed_by_what_it_writes(string who, string body, bool isBounce) =>
        Assert.Equal(isBounce, Letter.Body($"From: {who}@z.example\nSubject: Offer", body).Is(VerdictKind.Bounce));

    [Fact]
    public void A_person_who_sends_a_report_on_is_a_person()
    {
        const string status = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; gone@z.example\nAction: failed";
        var mail = Letter.Body("From: ada@example.org\nSubject: Fwd: Undelivered\nContent-Type: multipart/mixed; boundary=d",
            $"--d\n\nWhy?\n--d\n{status}\n--d--");
        Assert.Empty(mail.Verdicts);
    }

    [Theory]
    [InlineData("AW: Automatische Antwort: Ihre Bestellung 77", false)]
    [InlineData("Automatic replies do not stop", false)]
    [InlineData("Out of office chairs: which colours?", false)]
    [InlineData("Antwort: Abwesenheitsnotiz: Urlaub", false)]
    [InlineData("Automatic reply: RE: your order", true)]
    [InlineData("Out-of-Office: back on Monday", true)]
    [InlineData("Reponse automatique : Commande", true)]
    [InlineData("Re\u0301ponse automatique: Commande", true)]
    [InlineData("Otomatik yanıt: Teklif", true)]
    [InlineData("자동 회신: 주문", true)]
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
    [InlineData("format=flowed", "One \n\nTwo", "One \n\nTwo")]
    [InlineData("format=flowed", "Regards \n--\nAda", "Regards \n--\nAda")]
    [InlineData("format=\"flowed\"; DelSp=\"Yes\"", "Donaudampf \nschiff", "Donaudampfschiff")]
    public void Flowed_lines_are_joined(string format, string body, string text) =>
        Assert.Equal(text, Utf8($"Content-Type: text/plain; charset=utf-8; {format}\n\n{body}").Text);

    [Theory]
    [InlineData("text/plain", "\u001b$B2YJ*$O$$$DFO$-$^$9$+\u001b(B", "荷物はいつ届きますか")]
    [InlineData("text/plain; charset=us-ascii", "\u001b$B2YJ*\u001b(B ok", "荷物 ok")]
    [InlineData("text/plain; charset=utf-8", "\u001b$@2YJ*\u001b(B", "荷物")]
    [InlineData("text/plain; charset=utf-16", "\u00ff\u00feH\0i\0", "Hi")]
    [InlineData("text/plain; charset=utf-16", "\u00fe\u00ff\0H\0i", "Hi")]
    [InlineData("text/plain; charset=utf-16", "\0H\0i", "Hi")]
    [InlineData("text/plain; charset=utf-8", "\u00ff\u00feH\0i\0", "Hi")]
    [InlineData("text/plain; charset=iso-8859-2", "\u00ef\u00bb\u00bfGr\u00c3\u00bc\u00c3\u009fe", "Grüße")]
    [InlineData("text/plain; charset=shift_jis", "\u001b$B2YJ*\u001b(B", "荷物")]
    [InlineData("text/plain", "\u001b$)C\u000e0!\u000f", "가")]
    public void Charsets_that_show_themselves_are_read(string type, string body, string text) =>
        Assert.Equal(text, Letter.Body($"Content-Type: {type}", body).Text);

    [Theory]
    [InlineData("Nobody encoded these words, whatever the header says. Please call me back!")]
    [InlineData("\nHello,\nwhere is it?")]
    [InlineData("Hello!")]
    [InlineData("Call me")]
    [InlineData("您好，我的订单什么时候发货？")]
    public void Words_under_the_name_of_base64_stay_words(string body) =>
        Assert.Equal(body.Trim('\n'), Utf8($"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}").Text.Trim('\n'));

    [Theory]
    [InlineData("euc-jp", "荷物はいつ届きますか")]
    [InlineData("shift_jis", "荷物はいつ届きますか")]
    [InlineData("iso-2022-jp", "荷物はいつ届きますか")]
    [InlineData("euc-kr", "주문한 상품이 아직 도착하지 않았습니다")]
    [InlineData("gbk", "退款什么时候到账")]
    [InlineData("big5", "訂單什麼時候出貨")]
    [InlineData("windows-1251", "Где мой заказ")]
    [InlineData("koi8-r", "Где мой заказ")]
    [InlineData("windows-1253", "Πού είναι η παραγγελία μου")]
    [InlineData("windows-1250", "Łukasz Żak, proszę o odpowiedź")]
    [InlineData("iso-8859-2", "Łukasz Żak, proszę o odpowiedź")]
    [InlineData("windows-1252", "It’s “late”, ¿verdad? Ça m’étonne")]
    public void A_charset_that_nobody_named_is_guessed(string charset, string text)
    {
        var bytes = Throughline.Mail.Charsets.Charset.Find(charset)!.GetBytes(text);
        byte[] raw = [.. "From: a@x.example\r\nSubject: "u8, .. bytes, .. "\r\n\r\n"u8, .. bytes];
        var mail = MailReader.Read(raw);
        Assert.Equal((text, text), (mail.Subject, mail.Text));
    }

    [Theory]
    [InlineData("=?utf-8?Q?Gr=C3=BC=C3=9Fe_an", "Grüße an")]
    [InlineData("=?utf-8?B?R3LDvMOfZSBhbg", "Grüße an")]
    [InlineData("=?utf-8?Q?Gr=C3=BC=C3=9Fe?", "Grüße")]
    [InlineData("=?utf-8?Q?Gr=C3=BC=\n =C3=9Fe?=", "Grüße")]
    [InlineData("=?utf-8?Q?a=E2=80=A8b=C2=85c=0Bd=07=1B?=", "a b c d")]
    [InlineData("a\u2028b", "a b")]
    public void Subjects_that_were_cut_off_or_broken_are_one_line_of_words(string subject, string text) =>
        Assert.Equal(text, Utf8($"Subject: {subject}\n\nx").Subject);

    [Theory]
    [InlineData("<one@x.example> Customer One")]
    [InlineData("\"Customer One <one@x.example>\"")]
    [InlineData("Customer One &lt;one@x.example&gt;")]
    [InlineData("Customer One (one@x.example)")]
    [InlineData("Customer One <SMTP:one@x.example>")]
    [InlineData("Customer One <mailto:one@x.example?subject=Hi>")]
    [InlineData("Customer One <one@x.example\u200b>")]
    [InlineData("Customer One\u00a0<one@x.example>")]
    [InlineData("Customer One ＜one＠x.example＞")]
    [InlineData("Customer One one@x.example>")]
    public void A_sender_is_found_among_stray_marks(string from) =>
        Assert.Equal(new Mailbox("one@x.example", "Customer One"), Utf8($"From: {from}\n\nx").From);

    [Theory]
    [InlineData("type=\"text/html\"")]
    [InlineData("start=\"<ROOT>\"")]
    [InlineData("start=\"<nobody>\"")]
    public void Of_related_parts_the_one_that_can_be_a_text_is_the_body(string parameters)
    {
        const string logo = "Content-Type: image/png; name=logo.png\nContent-ID: <logo>\n\nx";
        const string page = "Content-Type: text/html\nContent-ID: <root>\n\n<p>My parcel is late.</p>";
        Assert.Equal("My parcel is late.", Letter.Read($"Content-Type: multipart/related; boundary=r; {parameters}\n\n--r\n{logo}\n--r\n{page}\n--r--").Text);
    }

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

    [Fact]
    public void A_text_in_an_appledouble_is_a_file_and_its_name_one_line()
    {
        const string file = "Content-Type: text/plain; name*=utf-8''notes%E2%80%A8%0Ax.txt\n\nNotes";
        var mail = Letter.Read($"Content-Type: multipart/appledouble; boundary=a\n\n--a\nContent-Type: application/applefile\n\nfork\n--a\n{file}\n--a--");
        Assert.Equal(("notes  x.txt", ""), (Assert.Single(mail.Attachments).Name, mail.Text));
    }

    private static MailMessage Utf8(string text) => MailReader.Read(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
