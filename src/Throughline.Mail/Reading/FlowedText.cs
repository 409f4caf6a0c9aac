using System.Text;

namespace Throughline.Mail.Reading;

/// <summary>Joins the lines of <c>format=flowed</c> text (RFC 3676, 4). Quotes and the signature mark keep their lines.</summary>
internal static class FlowedText
{
    /// <summary>Lines that end in a blank go on in the next one; with <paramref name="deleteSpace"/> that blank was added by the sender's program.</summary>
    public static string Join(string text, bool deleteSpace)
    {
        var joined = new StringBuilder(text.Length);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i] is [' ', .. var stuffed] ? stuffed : lines[i];   // RFC 3676, 4.4
            var flows = i + 1 < lines.Length && line.EndsWith(' ') && !StandsAlone(lines[i]) && !StandsAlone(lines[i + 1]);
            if (flows && deleteSpace) line = line[..^1];
            joined.Append(line);
            if (!flows && i + 1 < lines.Length) joined.Append('\n');
        }
        return joined.ToString();
    }

    // A blank line parts paragraphs, whatever the line before it ends in.
    private static bool StandsAlone(string line) => line is "" or "-- " or "--" || line.StartsWith('>');
}
