using System.Text;
using Throughline.Benchmarks.Mail.Fuzzing;
using Throughline.Mail.Messages;
using Throughline.Mail.Reading;
using Throughline.Mail.Writing;

namespace Throughline.Tests.Mail.Writing;

public class RoundTripTests
{
    [Fact]
    public void Made_up_mails_are_read_exactly_as_they_were_written()
    {
        var dice = new Dice(6);
        for (var i = 0; i < Repetitions.Of(10_000, 1_000); i++)
        {
            var draft = GeneratedMail.Draft(dice, i);
            var bytes = MailWriter.Write(draft);
            AssertSound(bytes);
            AssertSame(draft, MailReader.Read(bytes));
        }
    }

    private static void AssertSame(MailDraft draft, MailMessage mail)
    {
        Assert.Empty(mail.Defects);
        Assert.Equal(draft.From, mail.From);
        Assert.Equal(draft.Sender, mail.Sender);
        Assert.Equal(draft.ReplyTo, mail.ReplyTo);
        Assert.Equal(draft.To, mail.To);
        Assert.Equal(draft.Cc, mail.Cc);
        Assert.Equal(draft.Subject, mail.Subject);
        Assert.Equal((draft.Date, draft.Date.Offset), (mail.Date!.Value, mail.Date.Value.Offset));
        Assert.Equal((draft.MessageId, draft.InReplyTo), (mail.MessageId, mail.InReplyTo));
        Assert.Equal(draft.References, mail.References);
        Assert.Equal(draft.Text is null && draft.Html is not null ? null : Ended(draft.Text ?? ""), mail.TextBody);
        Assert.Equal(draft.Html is null ? null : Ended(draft.Html), mail.HtmlBody);
        Assert.Equal(draft.AutoSubmitted, mail.Headers.Value("Auto-Submitted"));
        if (draft.Headers is [var (name, value)]) Assert.Equal(value, mail.Headers.First(name)!.Text);
        if (draft.Unsubscribe is { Web: { } web } links)
        {
            Assert.Equal(links.Mail is null ? $"<{web.AbsoluteUri}>" : $"<{web.AbsoluteUri}>, <mailto:{links.Mail}>", mail.Headers.Value("List-Unsubscribe"));
            Assert.Equal("List-Unsubscribe=One-Click", mail.Headers.Value("List-Unsubscribe-Post"));
        }
        AssertSameFiles([.. draft.Inline, .. draft.Attachments], mail.Attachments);
    }

    private static void AssertSameFiles(List<DraftFile> sent, IReadOnlyList<MailAttachment> received)
    {
        Assert.Equal(sent.Count, received.Count);
        foreach (var (file, read) in sent.Zip(received))
        {
            Assert.Equal(file.Name.Length == 0 ? null : file.Name, read.Name);
            Assert.Equal(file.ContentId, read.ContentId);
            Assert.Equal(file.MediaType == "message/rfc822" ? "application/octet-stream" : file.MediaType, read.MediaType);
            Assert.True(file.Content.Span.SequenceEqual(read.Content.Span));
        }
    }

    // What every server on the way may insist on (RFC 5321, 4.5.3.1.6; RFC 5322, 2.1.1 and 2.3).
    private static void AssertSound(byte[] bytes)
    {
        Assert.True(Ascii.IsValid(bytes));
        var text = Encoding.ASCII.GetString(bytes);
        Assert.DoesNotMatch("[^\r]\n|\r[^\n]|\0", text);
        var headerEnds = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        foreach (var line in text[..headerEnds].Split("\r\n")) Assert.True(
            line.Length <= 78 || !line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimStart().Contains(' ', StringComparison.Ordinal), line);
        foreach (var line in text.Split("\r\n")) Assert.InRange(line.Length, 0, 998);
    }

    private static string Ended(string text) => text.EndsWith('\n') ? text : text + "\n";
}
