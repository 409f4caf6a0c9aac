using System.Text;
using Throughline.Mail.Charsets;
using Throughline.Mail.Html;
using Throughline.Mail.Messages;
using Throughline.Mail.Reading;
using Throughline.Mail.Replies;
using Throughline.Mail.Threading;

namespace Throughline.Benchmarks.Mail.Fuzzing;

/// <summary>Every parser of the mail library, each fed with one input. Nothing may throw.</summary>
public sealed class FuzzTargets(ulong seed)
{
    private static readonly string[] Labels =
    [
        "utf-8", "utf-7", "iso-2022-jp", "iso-2022-kr", "iso-2022-cn", "hz-gb-2312", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr",
        "utf-16", "utf-16be", "utf-32", "koi8-r", "viscii", "x-mac-roman", "iso-8859-16", "johab", "x-chinese-cns", "ibm037", "nonsense",
    ];

    private static readonly SigningKeys Keys = new(new SigningKey('a', "0123456789abcdef0123456789abcdef"u8.ToArray()));
    private readonly List<byte[]> messages = MailSeeds.Messages(seed);
    private readonly List<byte[]> pages = [.. MailSeeds.Pages.Select(Encoding.Latin1.GetBytes)];
    private readonly List<byte[]> lines =
    [
        "Doe, John <j@x.y>, grp: \"a b\"@c.d (x (y)), =?utf-8?Q?a,b?= <e@f>;; <@r:u@v>"u8.ToArray(),
        "Sat, 21 Nov 2026 10:00:00 +0100 (CET)"u8.ToArray(), "2026-11-21T10:00:00Z"u8.ToArray(), "<a@b> <c@d>\t e@f"u8.ToArray(),
        "text/plain; charset=utf-8; name*0*=utf-8''%41; name*1=b; x=\"a\\\"b\""u8.ToArray(),
        "Re[2]: AW: [list] Fwd: =?utf-8?B?w6Q=?= (fwd)"u8.ToArray(), "help+a0123456789abcdefghjkmnpqrs@example.org"u8.ToArray(),
    ];
    private readonly byte[][] tnef = [MailSeeds.TnefStream()];

    /// <summary>The input of a number; the same for the same seed.</summary>
    public byte[] Input(long number)
    {
        var dice = new Dice(seed ^ (ulong)number * 0xD1342543DE82EF95);
        return Mutation.Of(dice, (number % 10) switch { < 5 => messages, 5 => pages, 9 => tnef, _ => lines });
    }

    /// <summary>Feeds an input to the parsers it is meant for.</summary>
    public static void Feed(long number, byte[] input)
    {
        switch (number % 10)
        {
            case < 5: Message(input); break;
            case 5: Page(input); break;
            case 9: Tnef(input); break;
            default: Line(number, input); break;
        }
    }

    /// <summary>Reads a message, asks it everything and takes its text apart.</summary>
    public static int Message(byte[] input)
    {
        var mail = MailReader.Read(input);
        return Everything(mail) + ReplyExtractor.Extract(mail).New.Length + mail.Root.Walk().Sum(part => part.Message?.Text.Length ?? 0);
    }

    /// <summary>Everything that reading can tell about a message.</summary>
    public static int Everything(MailMessage mail)
    {
        var seen = mail.Text.Length + (mail.HtmlBody?.Length ?? 0) + mail.To.Count + mail.Cc.Count + mail.ReplyTo.Count
            + mail.Subject.Length + mail.Verdicts.Count + mail.References.Count + mail.Calendars.Count;
        if (mail.Date is null && mail.From is null && mail.MessageId is null && mail.InReplyTo is null && mail.ReturnPath is null) seen++;
        foreach (var header in mail.Headers) seen += header.Text.Length;
        foreach (var file in mail.Attachments) seen += Size(file);
        return seen + (mail.DeliveryReport?.Recipients.Count ?? 0);
    }

    private static int Size(MailAttachment file) => file.Content.Length + file.SafeName.Length + file.Contains.Sum(Size);

    private static void Page(byte[] input)
    {
        var html = Encoding.Latin1.GetString(input);
        SafeHtml.Clean(html);
        HtmlText.Read(html);
        SafeHtml.Clean(html, new() { AllowRemote = true, OwnImage = id => "/files/" + id.Length });
    }

    private static void Tnef(byte[] input)
    {
        var mail = new byte[input.Length + 44];
        var header = "Content-Type: application/ms-tnef\r\n\r\n"u8;
        header.CopyTo(mail);
        input.CopyTo(mail, header.Length);
        Message(mail[..(header.Length + input.Length)]);
    }

    private static void Line(long number, byte[] input)
    {
        var text = Charset.Decode(input, Labels[(int)(number / 10 % Labels.Length)]);
        AddressList.Read(text);
        MailDates.Read(text);
        MessageIds.All(text);
        EncodedWords.Decode(text);
        Subjects.Normalise(text);
        ReplyExtractor.Extract(text);
        new ReplyAddresses(Keys).Conversation(text);
        new SignedMessageIds(Keys).Read(text);
        var type = new byte[input.Length + 14];
        "Content-Type: "u8.CopyTo(type);
        input.CopyTo(type, 14);
        MailReader.Read(type);
    }
}
