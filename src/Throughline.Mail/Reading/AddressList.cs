using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>
/// Address lists (RFC 5322, 3.4 and 4.4; RFC 6532) as real mail writes them: groups, comments, routes, encoded words in quotes,
/// commas in unquoted names, missing brackets, semicolons as separators. Never throws; what cannot be an address keeps its text.
/// </summary>
public static class AddressList
{
    private const int MostCommas = 3;

    /// <summary>The mailboxes of a header value or of what a person typed, groups resolved to their members.</summary>
    public static IReadOnlyList<Mailbox> Read(string? value) => Read(value, mayBeEncodedWhole: true);

    private static List<Mailbox> Read(string? value, bool mayBeEncodedWhole)
    {
        if (string.IsNullOrWhiteSpace(value)) return [];
        var found = new List<Mailbox>();
        var entry = new AddressEntry();
        var stray = new List<string>();
        for (var at = 0; at <= value.Length;)
        {
            var end = entry.Fill(value, at);
            if (entry.IsBareName)
            {
                // "Doe, John <j@example.org>": the comma belongs to a name that should have been quoted.
                stray.Add(entry.Text);
            }
            else if (entry.Mailbox() is { } mailbox)
            {
                if (entry.HasAngle && mailbox.Name.Length > 0 && stray.Count is > 0 and <= MostCommas)
                {
                    mailbox = mailbox with { Name = $"{EncodedWords.Decode(string.Join(", ", stray))}, {mailbox.Name}" };
                    stray.Clear();
                }
                Give(stray, found, mayBeEncodedWhole);
                found.Add(mailbox);
            }
            if (entry.EndedGroup || end >= value.Length) Give(stray, found, mayBeEncodedWhole);
            at = end + 1;
        }
        return found;
    }

    // Words that turned out to belong to no name are addresses nobody can write to; what stood there is kept.
    // Some programs encode name and address together; such words are read once more.
    private static void Give(List<string> stray, List<Mailbox> found, bool mayBeEncodedWhole)
    {
        foreach (var words in stray)
        {
            var decoded = EncodedWords.Decode(words);
            if (mayBeEncodedWhole && decoded != words && decoded.Contains('@', StringComparison.Ordinal))
                found.AddRange(Read(decoded, mayBeEncodedWhole: false));
            else found.Add(new(decoded));
        }
        stray.Clear();
    }
}
