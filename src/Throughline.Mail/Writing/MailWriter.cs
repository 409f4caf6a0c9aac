using System.Globalization;

namespace Throughline.Mail.Writing;

/// <summary>
/// Writes messages that arrive (RFC 5322, 2045 to 2049, 2047, 2231, 8058): CRLF line ends, lines of at most 998 and headers of at most
/// 78 characters where they can be folded, pure ASCII except for international addresses (RFC 6532).
/// </summary>
public static class MailWriter
{
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
        var lines = new HeaderLines();
        Envelope(lines, draft);
        var body = DraftBody.Of(draft);
        lines.Raw("MIME-Version", "1.0");
        return body.Bytes(lines);
    }

    private static void Envelope(HeaderLines lines, MailDraft draft)
    {
        lines.Mailboxes("From", [draft.From]);
        if (draft.Sender is { } sender) lines.Mailboxes("Sender", [sender]);
        lines.Mailboxes("Reply-To", draft.ReplyTo);
        lines.Mailboxes("To", draft.To);
        lines.Mailboxes("Cc", draft.Cc);
        lines.Text("Subject", draft.Subject);
        lines.Raw("Date", Date(draft.Date));
        lines.Ids("Message-ID", [draft.MessageId]);
        if (draft.InReplyTo is { } parent) lines.Ids("In-Reply-To", [parent]);
        lines.Ids("References", draft.References);
        if (draft.AutoSubmitted is { } auto) lines.Raw("Auto-Submitted", Checked.Token(auto, nameof(draft.AutoSubmitted)));
        if (draft.Unsubscribe is { } links) Unsubscribe(lines, links);
        foreach (var (name, value) in draft.Headers)
        {
            if (Written.Contains(name)) throw new ArgumentException($"The header {name} is written by the writer itself.", nameof(draft));
            lines.Text(Checked.FieldName(name), value);
        }
    }

    /// <summary>RFC 5322, 3.3: the seconds and the zone are always there; never the obsolete "GMT".</summary>
    private static string Date(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
            + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private static void Unsubscribe(HeaderLines lines, UnsubscribeLinks links)
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
        lines.Folded("List-Unsubscribe", string.Join(", ", targets));
        if (links.Web is not null) lines.Raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
}
