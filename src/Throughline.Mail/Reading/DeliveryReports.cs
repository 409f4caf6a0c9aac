using MimeKit;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>Reads delivery status notifications (RFC 3464, RFC 6533).</summary>
internal static class DeliveryReports
{
    private const int MostRecipients = 10_000;

    public static DeliveryReport? Read(MailPart root)
    {
        MailPart? status = null;
        string? originalId = null;
        foreach (var part in root.Walk())
        {
            if (part.MediaType.Name is "message/delivery-status" or "message/global-delivery-status") status ??= part;
            else if (part.MediaType.Name is "text/rfc822-headers" or "message/global-headers") originalId ??= IdOf(part.Content);
            else if (part.IsMessage && part != root) originalId ??= IdOf(part.Content);
        }
        return status is null ? null : Read(status.Content, originalId);
    }

    private static DeliveryReport Read(ReadOnlyMemory<byte> content, string? originalId)
    {
        var groups = Groups(content);
        var recipients = groups.Select(Recipient).OfType<DeliveryReport.Recipient>().Take(MostRecipients).ToList();
        var perMessage = groups.FirstOrDefault() ?? [];
        return new(Typed(Value(perMessage, "Reporting-MTA")), recipients, originalId, Value(perMessage, "Original-Envelope-Id"));
    }

    // Groups of fields with blank lines between (RFC 3464, 2.1).
    private static List<HeaderList> Groups(ReadOnlyMemory<byte> content)
    {
        using var stream = new MemoryStream(content.ToArray());
        using var report = new MessageDeliveryStatus { Content = new MimeContent(stream) };
        return [.. report.StatusGroups.Take(MostRecipients)];
    }

    private static string? Value(HeaderList group, string name) =>
        group.FirstOrDefault(h => h.Field.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } field ? HeaderText.Unfold(field.RawValue, null) : null;

    private static DeliveryReport.Recipient? Recipient(HeaderList group)
    {
        var final = Typed(Value(group, "Final-Recipient"));
        var original = Typed(Value(group, "Original-Recipient"));
        var action = Word(Value(group, "Action"));
        var status = Word(Value(group, "Status"));
        if ((final ?? original ?? Typed(Value(group, "X-Actual-Recipient"))) is not { } address)
        {
            if (action.Length + status.Length == 0) return null;
            address = "";   // what happened is said, and not to whom
        }
        return new(Address(address), original is null ? null : Address(original), action, status, Typed(Value(group, "Diagnostic-Code")));
    }

    private static string Word(string? value) => (value ?? "").Trim().Split(' ', ';', '(')[0].ToLowerInvariant();

    private static string Address(string text) => AddressList.Read(text) is [var mailbox, ..] ? mailbox.Address : text;

    // "rfc822; a@example.org" and "smtp; 550 5.1.1 unknown"
    private static string? Typed(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        return EncodedWords.Decode((semicolon < 0 ? value : value[(semicolon + 1)..]).Trim());
    }

    private static string? IdOf(ReadOnlyMemory<byte> content) => MailReader.Read(content).MessageId;
}
