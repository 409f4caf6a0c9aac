using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>The names and values of a FETCH response (RFC 3501 section 7.4.2).</summary>
internal static class FetchItems
{
    private static readonly string[] Known = ["UID", "FLAGS", "INTERNALDATE", "MODSEQ", "ENVELOPE", "SAVEDATE", "PREVIEW", "EMAILID", "THREADID"];
    private static readonly string[] KnownStarts = ["BODY", "RFC822", "BINARY", "X-"];

    /// <summary>
    /// The items of a FETCH response, null for any other response. When names and values do not pair up, a literal was longer or
    /// shorter than the server said, and the message is not what it seems.
    /// </summary>
    /// <exception cref="ProtocolBrokenException">The items make no sense.</exception>
    public static List<ImapValue>? Of(ImapResponse response)
    {
        if (response is not { Name: "FETCH", Values: [{ Items: { } items }, ..] }) return null;
        var isSound = items.Count % 2 == 0 && response.Values.Count == 1;
        for (var i = 0; isSound && i < items.Count; i += 2) isSound = items[i].IsAtom && IsKnown(items[i].Text);
        return isSound ? items : throw new ProtocolBrokenException("The parts of a fetched message do not fit together; the server miscounted.");
    }

    /// <summary>The value of this name; null when it is not among the items.</summary>
    public static ImapValue? Value(List<ImapValue> items, string name)
    {
        for (var i = 0; i + 1 < items.Count; i += 2)
            if (items[i].Text.Equals(name, StringComparison.OrdinalIgnoreCase)) return items[i + 1];
        return null;
    }

    private static bool IsKnown(string name) =>
        Known.Contains(name, StringComparer.OrdinalIgnoreCase) || KnownStarts.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
