using System.Text;

namespace Throughline.Mail.Reading;

/// <summary>Uuencode (POSIX), as a transfer encoding and as blocks within plain text.</summary>
internal static class UuText
{
    /// <summary>A file found in plain text.</summary>
    public sealed record File(string Name, byte[] Content);

    /// <summary>The content of the first block, or of bare uuencoded lines when the begin line is missing.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>(text.Length * 3 / 4);
        var begun = !text.StartsWith("begin "u8) && text.IndexOf("\nbegin "u8) < 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range].TrimEnd((byte)'\r');
            if (!begun) begun = line.StartsWith("begin "u8);
            else if (line.SequenceEqual("end"u8)) break;
            else if (!line.IsEmpty) Line(line, bytes);
        }
        return [.. bytes];
    }

    /// <summary>Takes every well-formed block out of the text. Answers the text without them, or the same text when there is none.</summary>
    public static string Extract(string text, List<File> files)
    {
        if (!text.Contains("begin ", StringComparison.Ordinal)) return text;
        var lines = text.Split('\n');
        var kept = new StringBuilder(text.Length);
        var found = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (BeginName(lines[i]) is { } name && Block(lines, i + 1, out var content) is > 0 and var end)
            {
                files.Add(new(name, content));
                i = end;
                found = true;
            }
            else kept.Append(lines[i]).Append(i < lines.Length - 1 ? "\n" : "");
        }
        return found ? kept.ToString() : text;
    }

    // begin 644 name
    private static string? BeginName(string line)
    {
        if (!line.StartsWith("begin ", StringComparison.Ordinal)) return null;
        var rest = line.AsSpan(6).TrimEnd('\r');
        var blank = rest.IndexOf(' ');
        if (blank is not (3 or 4) || rest[..blank].ContainsAnyExceptInRange('0', '7')) return null;
        var name = rest[(blank + 1)..].Trim();
        return name.IsEmpty ? null : name.ToString();
    }

    // Every line must have the length it announces; the block must end. Otherwise it is prose that begins with "begin".
    private static int Block(string[] lines, int from, out byte[] content)
    {
        var bytes = new List<byte>();
        content = [];
        for (var i = from; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line == "end") { content = [.. bytes]; return i; }
            if (line.Length == 0 || line is "`") continue;
            var size = (line[0] - 32) & 63;
            var digits = (size + 2) / 3 * 4;
            if (line[0] is < ' ' or > '`' || line.TrimEnd().Length > digits + 2 || line.AsSpan().ContainsAnyExceptInRange(' ', '`')) return -1;
            Line(Encoding.ASCII.GetBytes(line), bytes);
        }
        return -1;
    }

    private static void Line(ReadOnlySpan<byte> line, List<byte> bytes)
    {
        var size = (line[0] - 32) & 63;
        for (int i = 1, left = size; left > 0 && i < line.Length; i += 4)
        {
            int a = Digit(line, i), b = Digit(line, i + 1), c = Digit(line, i + 2), d = Digit(line, i + 3);
            bytes.Add((byte)(a << 2 | b >> 4));
            if (left > 1) bytes.Add((byte)(b << 4 | c >> 2));
            if (left > 2) bytes.Add((byte)(c << 6 | d));
            left -= 3;
        }
    }

    // Trailing blanks, which stand for zero, are often stripped on the way.
    private static int Digit(ReadOnlySpan<byte> line, int at) => at < line.Length ? (line[at] - 32) & 63 : 0;
}
