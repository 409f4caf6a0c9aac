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
        var perMessage = groups.Count > 0 ? groups[0] : null;
        return new(Typed(perMessage?.Value("Reporting-MTA")), recipients, originalId, perMessage?.Value("Original-Envelope-Id"));
    }

    // Groups of fields with blank lines between (RFC 3464, 2.1).
    private static List<MailHeaders> Groups(ReadOnlyMemory<byte> content)
    {
        var groups = new List<MailHeaders>();
        while (!content.IsEmpty && groups.Count < MostRecipients)
        {
            var (fields, next) = HeaderBlock.Read(content, ReadLimits.Default, new Defects());
            if (fields.Count > 0) groups.Add(fields);
            if (next == 0) break;
            content = content[next..];
        }
        return groups;
    }

    private static DeliveryReport.Recipient? Recipient(MailHeaders group)
    {
        var final = Typed(group.Value("Final-Recipient"));
        var original = Typed(group.Value("Original-Recipient"));
        if ((final ?? original) is not { } address) return null;
        var action = (group.Value("Action") ?? "").Trim().Split(' ')[0].ToLowerInvariant();
        var status = (group.Value("Status") ?? "").Trim().Split(' ')[0];
        return new(Address(address), original is null ? null : Address(original), action, status, Typed(group.Value("Diagnostic-Code")));
    }

    private static string Address(string text) => AddressList.Read(text) is [var mailbox, ..] ? mailbox.Address : text;

    // "rfc822; a@example.org" and "smtp; 550 5.1.1 unknown"
    private static string? Typed(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        return EncodedWords.Decode((semicolon < 0 ? value : value[(semicolon + 1)..]).Trim());
    }

    private static string? IdOf(ReadOnlyMemory<byte> content) =>
        MessageIds.First(HeaderBlock.Read(content, ReadLimits.Default, new Defects()).Headers.Value("Message-ID"));
}
