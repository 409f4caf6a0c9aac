using Throughline.Mail.Messages;

namespace Throughline.Tests.Mail.Reading;

public class VerdictTests
{
    [Theory]
    [InlineData("Auto-Submitted: auto-replied", VerdictKind.AutoSubmitted)]
    [InlineData("Auto-Submitted: auto-generated (vacation)", VerdictKind.AutoSubmitted)]
    [InlineData("X-Autoreply: yes", VerdictKind.AutoSubmitted)]
    [InlineData("Precedence: auto_reply", VerdictKind.AutoSubmitted)]
    [InlineData("Return-Path: <>", VerdictKind.AutoSubmitted)]
    [InlineData("Subject: Out of Office: back on Monday", VerdictKind.AutoSubmitted)]
    [InlineData("Subject: Automatische Antwort: Rechnung", VerdictKind.AutoSubmitted)]
    [InlineData("From: no-reply@example.org", VerdictKind.AutoSubmitted)]
    [InlineData("Precedence: bulk", VerdictKind.Bulk)]
    [InlineData("List-Id: News <news.example.org>", VerdictKind.Bulk)]
    [InlineData("List-Unsubscribe: <https://example.org/u>", VerdictKind.Bulk)]
    [InlineData("X-Loop: help@example.org", VerdictKind.Loop)]
    [InlineData("Delivered-To: help@example.org\nDelivered-To: HELP@example.org", VerdictKind.Loop)]
    [InlineData("From: MAILER-DAEMON@example.org\nSubject: Undelivered Mail Returned to Sender", VerdictKind.Bounce)]
    [InlineData("X-Failed-Recipients: a@example.org", VerdictKind.Bounce)]
    [InlineData("Return-Path: <>\nSubject: Mail delivery failed: returning message to sender", VerdictKind.Bounce)]
    public void Evidence_leads_to_a_verdict_with_its_reason(string headers, VerdictKind kind)
    {
        var mail = Letter.Read($"{headers}\n\n");
        Assert.True(mail.Is(kind));
        Assert.All(mail.Verdicts, v => Assert.EndsWith(".", v.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("From: ada@example.org\nSubject: My order")]
    [InlineData("Auto-Submitted: no")]
    [InlineData("Return-Path: <ada@example.org>")]
    [InlineData("From: ada@example.org\nSubject: Delivery failure of my parcel")]
    [InlineData("Precedence: first-class")]
    [InlineData("Delivered-To: a@example.org\nDelivered-To: b@example.org")]
    public void Ordinary_mail_gets_none(string headers) => Assert.Empty(Letter.Read($"{headers}\n\n").Verdicts);

    [Theory]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public void Too_many_hops_are_a_loop(int hops, bool isLoop) =>
        Assert.Equal(isLoop, Letter.Read(string.Concat(Enumerable.Repeat("Received: from a by b\n", hops)) + "\n").Is(VerdictKind.Loop));

    [Fact]
    public void A_delivery_report_is_read_recipient_by_recipient()
    {
        var mail = Letter.Read("""
            From: MAILER-DAEMON@mx.example.org
            Content-Type: multipart/report; report-type=delivery-status; boundary=r

            --r

            Sorry.
            --r
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.org
            Original-Envelope-Id: 4711

            Original-Recipient: rfc822; ada@example.com
            Final-Recipient: rfc822; ada.l@example.com
            Action: failed
            Status: 5.1.1 (unknown)
            Diagnostic-Code: smtp; 550 5.1.1
              no such user

            Final-Recipient: rfc822; bob@example.com
            Action: delayed
            Status: 4.4.1
            --r
            Content-Type: text/rfc822-headers

            Message-ID: <original@example.org>
            Subject: hello
            --r--
            """);
        var report = mail.DeliveryReport!;
        Assert.Equal(("mx.example.org", "original@example.org", "4711"), (report.ReportingMta, report.OriginalMessageId, report.OriginalEnvelopeId));
        Assert.Equal(new("ada.l@example.com", "ada@example.com", "failed", "5.1.1", "550 5.1.1  no such user"), report.Recipients[0]);
        Assert.Equal([true, false], report.Recipients.Select(r => r.IsPermanentFailure));
        Assert.True(mail.Is(VerdictKind.Bounce));
        Assert.Empty(mail.Attachments);
    }

    [Fact]
    public void A_report_of_success_is_no_bounce()
    {
        var mail = Letter.Read(
            "Content-Type: multipart/report; boundary=r\n\n--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
                + "Final-Recipient: rfc822; a@x.y\nAction: delivered\nStatus: 2.0.0\n--r--");
        Assert.False(mail.Is(VerdictKind.Bounce));
        Assert.True(mail.Is(VerdictKind.AutoSubmitted));
    }
}
