using System.Text;
using Throughline.Mail.Messages;
using Throughline.Mail.Writing;

namespace Throughline.Benchmarks.Mail.Fuzzing;

/// <summary>Makes up messages of every shape the writer knows: scripts of the world, awkward lines, files of any bytes.</summary>
public static class GeneratedMail
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words =
    [
        "order", "arrived", "broken", "invoice", "please", "Straße", "größer", "été", "naïve", "Łódź", "žluťoučký", "Привет", "заказ",
        "Ελλάδα", "こんにちは", "世界", "订单", "안녕", "שלום", "مرحبا", "👩‍💻", "🎉",
        "a=b", "x.y", "--", "C:\\Temp", "50%", "\"quoted\"", "it's", "(aside)", "<tag>", "semi;colon", "a,b", "tab\tbed", "e\u0301", "\u00A0", "=3D", "?=",
    ];

    private static readonly string[] Plain =
    ["order", "arrived", "broken", "invoice", "please", "thank", "you", "for", "the", "quick", "answer", "yesterday", "we", "noticed",
        "that", "our", "account"
    ];

    private static readonly string[] LineStarts = ["From here on", ".", "..", ">From", "-- ", "--", "> quoted", " ", "", "\t"];

    private static readonly string[] Types =
    ["application/pdf", "image/png", "text/csv", "application/octet-stream", "text/plain", "application/vnd.ms-excel", "message/rfc822"
    ];

    private static readonly string[] Domains = ["example.org", "mail.example.com", "example.net", "a.b.c.example.org"];

    public static MailDraft Draft(Dice dice, int number)
    {
        var html = dice.OneIn(2) ? Html(dice) : null;
        return new()
        {
            From = Someone(dice),
            Sender = dice.OneIn(6) ? Someone(dice) : null,
            ReplyTo = People(dice, 2),
            To = [Someone(dice), .. People(dice, 6)],
            Cc = People(dice, 3),
            Subject = dice.OneIn(20) ? "" : Phrase(dice, 1 + dice.Below(18)),
            Date = Start.AddSeconds(dice.Below(100_000_000)).ToOffset(TimeSpan.FromMinutes(15 * (dice.Below(105) - 48))),
            MessageId = $"{number}.{dice.Next():x}@{dice.Pick(Domains)}",
            InReplyTo = dice.OneIn(2) ? $"{dice.Next():x}@example.org" : null,
            References = [.. Enumerable.Range(0, dice.Below(12)).Select(_ => $"{dice.Next():x}{dice.Next():x}@{dice.Pick(Domains)}")],
            Text = html is not null && dice.OneIn(3) ? null : Lines(dice, dice.Below(30)),
            Html = html,
            Inline = html is null
                ? []
                : [.. Enumerable.Range(0, dice.Below(3)).Select(i => File(dice) with { ContentId = $"img{i}.{dice.Next():x}@example.org" })],
            Attachments = [.. Enumerable.Range(0, Math.Max(0, dice.Below(5) - 2)).Select(_ => File(dice))],
            Unsubscribe = dice.OneIn(4)
                ? new(new($"https://example.org/u/{dice.Next():x}{dice.Next():x}?c={dice.Next():x}"), dice.OneIn(2) ? "leave@example.org" : null)
                : null,
            AutoSubmitted = dice.OneIn(8) ? "auto-generated" : null,
            Headers = dice.OneIn(3) ? [("X-Note", Phrase(dice, 1 + dice.Below(30)))] : [],
        };
    }

    private static List<Mailbox> People(Dice dice, int most) => [.. Enumerable.Range(0, dice.Below(most)).Select(_ => Someone(dice))];

    private static Mailbox Someone(Dice dice) =>
        new($"{dice.Pick(Plain)}.{dice.Below(1000)}{(dice.OneIn(5) ? "+tag" : "")}@{dice.Pick(Domains)}", dice.OneIn(4) ? "" : Name(dice));

    // Blanks around a name mean nothing (RFC 5322, 3.2.5), and neither do its tabs.
    private static string Name(Dice dice) => Phrase(dice, 1 + dice.Below(5)).Trim().Trim('\u00A0', ' ');

    private static string Phrase(Dice dice, int words)
    {
        var source = dice.OneIn(2) ? Plain : Words;
        return string.Join(dice.OneIn(10) ? "  " : " ", Enumerable.Range(0, words).Select(_ => dice.Pick(source)))
            .Replace('\t', ' ')
            .Replace("?=", "?", StringComparison.Ordinal);
    }

    private static string Lines(Dice dice, int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            if (dice.OneIn(6)) text.Append(dice.Pick(LineStarts));
            var words = dice.OneIn(30) ? 400 : dice.Below(16);
            for (var w = 0; w < words; w++) text.Append(dice.Pick(dice.OneIn(4) ? Words : Plain)).Append(dice.OneIn(40) ? "" : " ");
            if (dice.OneIn(2)) text.Length -= text.Length > 0 && text[^1] == ' ' ? 1 : 0;
            text.Append('\n');
        }
        if (dice.OneIn(4)) text.Append("no line break at the end");
        return text.ToString();
    }

    private static string Html(Dice dice)
    {
        var html = new StringBuilder("<html><body>");
        for (var i = dice.Below(12); i >= 0; i--)
            html.Append("<p style=\"color:#333\">").Append(System.Net.WebUtility.HtmlEncode(Phrase(dice, 1 + dice.Below(40)))).Append("</p>\n");
        return html.Append("<img src=\"cid:img0\"></body></html>").ToString();
    }

    private static DraftFile File(Dice dice)
    {
        var name = dice.OneIn(12) ? "" : $"{Phrase(dice, 1 + dice.Below(dice.OneIn(5) ? 30 : 3))}.{dice.Pick(["pdf", "png", "данные", "csv"])}".Trim();
        return new(name, dice.Pick(Types), dice.Bytes(dice.Below(dice.OneIn(10) ? 40_000 : 600)));
    }
}
