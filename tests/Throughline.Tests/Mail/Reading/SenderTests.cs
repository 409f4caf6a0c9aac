using Throughline.Mail.Messages;
using Throughline.Mail.Reading;

namespace Throughline.Tests.Mail.Reading;

public class SenderTests
{
    [Theory]
    [InlineData("From:\nReply-To: r@x.y\nSender: s@x.y\nReturn-Path: <p@x.y>", "r@x.y", "")]
    [InlineData("From: \"Ada\" <>\nSender: s@x.y\nReturn-Path: <p@x.y>", "s@x.y", "Ada")]
    [InlineData("From: Ada\nReturn-Path: <p@x.y>\nX-Envelope-From: <e@x.y>", "p@x.y", "Ada")]
    [InlineData("From: Ada\nReturn-Path: <>\nX-Envelope-From: <e@x.y>", "e@x.y", "Ada")]
    [InlineData("Return-Path: <p@x.y>", "p@x.y", "")]
    [InlineData("From: a@x.y, b@x.y\nReply-To: r@x.y\nSender: s@x.y", "r@x.y", "")]
    [InlineData("From: a@x.y, b@x.y\nSender: B <b@x.y>", "b@x.y", "B")]
    [InlineData("From: a@x.y, b@x.y\nReturn-Path: <b@x.y>", "b@x.y", "")]
    [InlineData("From: a@x.y, b@x.y\nReturn-Path: <bounce-1@list.y>", "a@x.y", "")]
    [InlineData("From: Ada <>, Bob <b@x.y>", "b@x.y", "Bob")]
    [InlineData("From: Lovelace, Ada, Countess <ada@>, Bob <b@x.y>\nReply-To: r@x.y", "b@x.y", "Bob")]
    [InlineData("From: MAILER-DAEMON\nReturn-Path: <>", "MAILER-DAEMON", "")]
    [InlineData("From: MAILER-DAEMON (Mail Delivery System)", "MAILER-DAEMON", "Mail Delivery System")]
    [InlineData("From: MAILER-DAEMON@x.y (Mail Delivery System)", "MAILER-DAEMON@x.y", "Mail Delivery System")]
    [InlineData("From: Somebody (somebody@example.com)", "somebody@example.com", "Somebody")]
    [InlineData("From: <ada lovelace@example.org>", "ada lovelace@example.org", "")]
    [InlineData("From: Ada <ada lovelace @ example.org>", "ada lovelace@example.org", "Ada")]
    [InlineData("From: \"Ada Lovelace\" ada@example.org", "ada@example.org", "Ada Lovelace")]
    [InlineData("From: Ada Lovelace [mailto:ada@example.org]", "ada@example.org", "Ada Lovelace")]
    [InlineData("From: mailto:ada@example.org", "ada@example.org", "")]
    [InlineData("From: =?utf-8?B?SsO8cmdlbiBLdW5kZSA8amtAeC5leGFtcGxlPg==?=", "jk@x.example", "Jürgen Kunde")]
    public void The_sender_is_whoever_can_be_answered(string headers, string address, string name) =>
        Assert.Equal(new Mailbox(address, name), Letter.Read($"{headers}\n\n").From);

    [Fact]
    public void Without_any_name_nobody_is_made_up() => Assert.Null(Letter.Read("Return-Path: <>\nSubject: x\n\n").From);

    [Theory]
    [InlineData("gb18030", "退款什么时候到账")]
    [InlineData("gb18030", "您好，我的订单 77 在哪里？")]
    [InlineData("gb18030", "Re: 发票")]
    [InlineData("shift_jis", "注文した商品が届きません")]
    [InlineData("shift_jis", "ご返金について Re: 12")]
    [InlineData("windows-1251", "Где мой заказ?")]
    [InlineData("windows-1251", "Возврат денег за заказ 77")]
    [InlineData("windows-1251", "ВОЗВРАТ ДЕНЕГ")]
    [InlineData("windows-1252", "Größe passt nicht – Rückgabe")]
    [InlineData("windows-1252", "Où est ma commande déjà payée ?")]
    [InlineData("utf-8", "Где мой заказ — größer 退款")]
    public void Raw_subjects_and_names_are_read_by_what_decodes_sensibly(string charset, string text)
    {
        var encoding = Throughline.Mail.Charsets.Charset.Find(charset)!;
        foreach (var type in new[] { "", "Content-Type: text/plain; charset=us-ascii\r\n", "Content-Type: text/plain; charset=utf-8\r\n" })
        {
            byte[] raw = [.. encoding.GetBytes($"From: \"{text}\" <a@x.y>\r\nSubject: {text}\r\n{type}\r\nx")];
            var mail = MailReader.Read(raw);
            Assert.Equal((text, text, "a@x.y"), (mail.Subject, mail.From!.Name, mail.From.Address));
        }
    }

    [Fact]
    public void Raw_subjects_of_multiparts_are_read_by_the_charset_of_their_texts() =>
        Assert.Equal("Привет", Letter.Body(
            "Subject: \u00f0\u00d2\u00c9\u00d7\u00c5\u00d4\nContent-Type: multipart/mixed; boundary=b",
            "--b\nContent-Type: text/plain; charset=koi8-r\n\nx\n--b--").Subject);

    [Fact]
    public void Marks_at_which_viewers_break_lines_become_blanks() =>
        Assert.Equal("Order Forged: 1 x x", Letter.Read("Subject: =?utf-8?q?Order=E2=80=A8Forged=3A_1=C2=85x=0Bx?=\n\n").Subject);
}
