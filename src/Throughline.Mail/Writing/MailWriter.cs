using System.Globalization;
using System.Text;
using MimeKit;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Writing;

/// <summary>
/// Writes messages that arrive, by MimeKit (RFC 5322, 2045 to 2049, 2047, 2231, 8058): CRLF line ends, lines of at most 998 and headers of at
/// most 78 characters where they can be folded, pure ASCII except for international addresses (RFC 6532). What could smuggle in a header is
/// refused before.
/// </summary>
public static class MailWriter
{
    private const int WidestList = 64;   // of 78: MimeKit counts neither the field's name nor the comma at the end

    private static readonly HashSet<string> Written = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "List-Unsubscribe",
        "List-Unsubscribe-Post", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "DKIM-Signature",
    };

    /// <summary>The message's bytes, ready for SMTP.</summary>
    /// <exception cref="ArgumentException">
    /// An address, id, link or header name holds what could not be written without changing its meaning, or could smuggle in a header.
    /// </exception>
    public static byte[] Write(MailDraft draft)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.International = draft.NeedsSmtpUtf8;
        format.MaxLineLength = WidestList;
        using var message = new MimeMessage();
        message.Headers.Clear();
        Envelope(message, draft, format);
        message.MimeVersion = new Version(1, 0);
        message.Body = DraftBody.Of(draft);
        using var bytes = new MemoryStream();
        message.WriteTo(format, bytes);
        return bytes.ToArray();
    }

    private static void Envelope(MimeMessage message, MailDraft draft, FormatOptions format)
    {
        Mailboxes("From", [draft.From]);
        if (draft.Sender is { } sender) Mailboxes("Sender", [sender]);
        Mailboxes("Reply-To", draft.ReplyTo);
        Mailboxes("To", draft.To);
        Mailboxes("Cc", draft.Cc);
        message.Headers.Add(Text("Subject", draft.Subject));
        message.Headers.Add(Raw("Date", [Date(draft.Date)]));
        Ids(message, "Message-ID", [draft.MessageId]);
        if (draft.InReplyTo is { } parent) Ids(message, "In-Reply-To", [parent]);
        Ids(message, "References", draft.References);
        if (draft.AutoSubmitted is { } auto) message.Headers.Add(HeaderId.AutoSubmitted, Checked.Token(auto, nameof(draft.AutoSubmitted)));
        if (draft.Unsubscribe is { } links) Unsubscribe(message, links);
        foreach (var (name, value) in draft.Headers)
        {
            if (Written.Contains(name)) throw new ArgumentException($"The header {name} is written by the writer itself.", nameof(draft));
            message.Headers.Add(Text(Checked.FieldName(name), value));
        }

        void Mailboxes(string name, IReadOnlyList<Mailbox> mailboxes)
        {
            if (mailboxes.Count == 0) return;
            message.Headers.Add(Raw(name, [new InternetAddressList(mailboxes.Select(Checked.Mailbox)).ToString(format, encode: true)]));
        }
    }

    // RFC 5322, 3.3: the seconds and the zone are always there. MimeKit writes -03:30 as "-03-30".
    private static string Date(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
            + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private static void Ids(MimeMessage message, string field, IReadOnlyList<string> ids)
    {
        if (ids.Count > 0) message.Headers.Add(Raw(field, ids.Select(id => $"<{Checked.Id(id)}>")));
    }

    private static void Unsubscribe(MimeMessage message, UnsubscribeLinks links)
    {
        var targets = new List<string>();
        if (links.Web is { } web)
        {
            if (!web.IsAbsoluteUri || web.Scheme != Uri.UriSchemeHttps)
                throw new ArgumentException("The unsubscribe link is not an https address (RFC 8058, 3.1).", nameof(links));
            targets.Add($"<{web.AbsoluteUri}>");
        }
        if (links.Mail is { } mail) targets.Add($"<mailto:{Checked.Address(mail)}>");
        if (targets.Count == 0) return;
        message.Headers.Add(Raw("List-Unsubscribe", targets.Select((t, i) => i < targets.Count - 1 ? t + "," : t)));
        if (links.Web is not null) message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private static Header Text(string name, string value) => new(Encoding.UTF8, name, Checked.Words(value));

    // A line for each, for ids and links must never be broken or encoded.
    private static Header Raw(string name, IEnumerable<string> words)
    {
        var header = new Header(name, "");
        header.SetRawValue(Encoding.UTF8.GetBytes($" {string.Join("\r\n ", words)}\r\n"));
        return header;
    }
}
