using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>
/// Address lists (RFC 5322, 3.4 and 4.4; RFC 6532) as real mail writes them: groups, comments, routes, encoded words in quotes,
/// commas in unquoted names, missing brackets, semicolons as separators. Never throws; what cannot be an address keeps its text.
/// </summary>
public static class AddressList
{
    /// <summary>The mailboxes of a header value or of what a person typed, groups resolved to their members.</summary>
    public static IReadOnlyList<Mailbox> Read(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return [];
        var found = new List<Mailbox>();
        var entry = new AddressEntry();
        string? strayName = null;
        for (var at = 0; at <= value.Length;)
        {
            var end = entry.Fill(value, at);
            if (entry.IsBareName)
            {
                // "Doe, John <j@example.org>": the comma belongs to a name that should have been quoted.
                strayName = strayName is null ? entry.Text : $"{strayName}, {entry.Text}";
            }
            else if (entry.Mailbox() is { } mailbox)
            {
                if (strayName is not null && entry.HasAngle && mailbox.Name.Length > 0) mailbox = mailbox with { Name = $"{EncodedWords.Decode(strayName)}, {mailbox.Name}" };
                else if (strayName is not null) found.Add(new(EncodedWords.Decode(strayName)));
                strayName = null;
                found.Add(mailbox);
            }
            if (strayName is not null && (entry.EndedGroup || end >= value.Length)) { found.Add(new(EncodedWords.Decode(strayName))); strayName = null; }
            at = end + 1;
        }
        return found;
    }
}
