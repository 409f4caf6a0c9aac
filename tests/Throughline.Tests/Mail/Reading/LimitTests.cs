using System.Diagnostics;
using Throughline.Mail.Reading;

namespace Throughline.Tests.Mail.Reading;

public class LimitTests
{
    [Fact]
    public void What_lies_beyond_the_size_limit_stays_in_the_raw_bytes()
    {
        var mail = Letter.Read("Subject: a\n\n0123456789", new() { Bytes = 20 });
        Assert.Equal(("a", "012345", 24), (mail.Subject, mail.Text, mail.Raw.Length));
        Assert.Contains("The message is larger than the limit.", mail.Defects);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(32)]
    public void Multiparts_nested_deeper_than_the_limit_are_kept_as_one_part(int limit)
    {
        var text = string.Concat(Enumerable.Range(0, 100).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));
        var mail = Letter.Read(text + "\ninnermost", new() { Depth = limit });
        Assert.Equal(limit + 1, mail.Root.Walk().Count());
        Assert.Single(mail.Attachments);
        Assert.Contains("Parts are nested deeper than the limit.", mail.Defects);
    }

    [Fact]
    public void Messages_within_messages_end_at_the_depth_limit()
    {
        var text = string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 200));
        var mail = Letter.Read(text + "Subject: x\n\n");
        var depth = 0;
        for (var inner = mail.Root.Message; inner is not null; inner = inner.Root.Message) depth++;
        Assert.Equal(ReadLimits.Default.Depth, depth);
    }

    [Fact]
    public void More_parts_than_the_limit_are_not_opened()
    {
        var mail = Letter.Read("Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\nx\n", 50)), new() { Parts = 10 });
        Assert.InRange(mail.Root.Children.Count, 9, 10);
        Assert.Contains("There are more parts than the limit.", mail.Defects);
    }

    [Fact]
    public void Of_a_field_longer_than_the_limit_the_start_is_read_and_all_that_follows_it()
    {
        var folded = string.Concat(Enumerable.Repeat(new string('x', 500) + "\n ", 200));
        var mail = Letter.Read(
            $"Subject: {folded}\nFrom: a@x.y\nContent-Type: multipart/mixed; boundary=b\n\n--b\nX-Long: {folded}\nContent-Type: text/plain\n\none\n"
                + "--b\n\ntwo\n--b--",
            new() { HeaderBytes = 1000 });
        Assert.Equal(("a@x.y", "one\ntwo"), (mail.From?.Address, mail.Text));
        Assert.InRange(mail.Headers.First("Subject")!.Raw.Length, 900, 1000);
        Assert.InRange(mail.Root.Children[0].Raw.Length, 100_000, 110_000);
        Assert.Equal(["A header field is longer than the limit."], mail.Defects);
    }

    [Fact]
    public void More_fields_than_the_limit_are_not_kept()
    {
        var mail = Letter.Read(string.Concat(Enumerable.Range(0, 50).Select(i => $"X-{i}: {i}\n")) + "\nbody", new() { Headers = 10 });
        Assert.Equal((10, "body"), (mail.Headers.Count, mail.Text));
        Assert.Contains("There are more header fields than the limit.", mail.Defects);
    }

    [Theory]
    [InlineData("Subject: ", "=?utf-8?Q?x", 20_000)]
    [InlineData("To: ", "(", 250_000)]
    [InlineData("To: ", "\"@:", 80_000)]
    [InlineData("To: ", "a@b:", 60_000)]
    [InlineData("To: ", "<", 250_000)]
    [InlineData("To: ", "x mailto:", 28_000)]
    [InlineData("From: ", "a@b, ", 50_000)]
    [InlineData("Subject: ", "autoreply ", 25_000)]
    [InlineData("Subject: ", "\u00cf\u00f0", 125_000)]
    [InlineData("To: ", "a, ", 80_000)]
    [InlineData("References: ", "<", 250_000)]
    [InlineData("Content-Type: a/b; ", "x*1=;", 50_000)]
    [InlineData("Subject: ", "Re: ", 60_000)]
    [InlineData("Content-Type: a/b; ", "x*=", 80_000)]
    [InlineData("Content-Type: a/b; x=", "\"\\", 100_000)]
    [InlineData("Content-Disposition: attachment", ";\"", 100_000)]
    [InlineData("To: ", "<a@b> (", 35_000)]
    [InlineData("Date: ", "(1-", 80_000)]
    public void Hostile_headers_take_no_more_than_linear_time(string start, string repeated, int times)
    {
        var text = $"{start}{string.Concat(Enumerable.Repeat(repeated, times))}\n\n";
        Assert.InRange(Seconds(() =>
        {
            var mail = Letter.Read(text);
            _ = mail.Subject + mail.From + mail.To.Count + mail.References.Count + mail.Date + mail.Verdicts.Count
                + Throughline.Mail.Threading.Subjects.Normalise(mail.Subject);
        }), 0, Soon);
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=b", "--b\n", 200_000)]
    [InlineData("Content-Type: multipart/mixed; boundary=b", "--bb\n", 200_000)]
    [InlineData("Subject: x", "begin 644 x\n", 80_000)]
    [InlineData("Subject: x", "On 10:00 a@b\n", 80_000)]
    [InlineData("Subject: x", "From: a\n", 100_000)]
    [InlineData("Content-Type: text/html", "<b a=1><div>", 80_000)]
    [InlineData("Content-Type: text/html", "<div style=\"display:none\">", 40_000)]
    [InlineData("Content-Type: text/html", "<!--", 200_000)]
    [InlineData("Content-Type: text/html", "<a <a ", 150_000)]
    public void Hostile_bodies_take_no_more_than_linear_time(string header, string repeated, int times)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, times));
        Assert.InRange(Seconds(() =>
        {
            var mail = Letter.Body(header, text);
            _ = Throughline.Mail.Replies.ReplyExtractor.Extract(mail).New.Length + Throughline.Mail.Html.SafeHtml.Clean(mail.HtmlBody ?? "").Html.Length;
        }), 0, Soon);
    }

    private const double Soon = 3;

    // The best of three, for the machine may be busy with something else; quadratic time is slow each time.
    private static double Seconds(Action work)
    {
        var best = double.MaxValue;
        for (var tries = 0; tries < 3 && best > Soon; tries++)
        {
            var watch = Stopwatch.StartNew();
            work();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }
        return best;
    }
}
