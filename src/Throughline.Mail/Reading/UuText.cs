using System.Text;
using MimeKit.Encodings;

namespace Throughline.Mail.Reading;

/// <summary>Uuencode (POSIX), as a transfer encoding and as blocks within plain text.</summary>
internal static class UuText
{
    /// <summary>A file found in plain text.</summary>
    public sealed record File(string Name, byte[] Content);

    /// <summary>The content of the first block, or of bare uuencoded lines when the begin line is missing.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var isBare = !text.StartsWith("begin "u8) && text.IndexOf("\nbegin "u8) < 0;
        var lines = Encoding.Latin1.GetString(text).Split('\n').Select(line => Whole(line.TrimEnd('\r')));
        return TransferDecoding.Run(new UUDecoder(payloadOnly: isBare), Encoding.Latin1.GetBytes(string.Join('\n', lines)));
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
        var block = new StringBuilder();
        content = [];
        for (var i = from; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line == "end")
            {
                content = TransferDecoding.Run(new UUDecoder(payloadOnly: true), Encoding.ASCII.GetBytes(block.ToString()));
                return i;
            }
            if (line.Length == 0 || line is "`") continue;
            if (line[0] is < ' ' or > '`' || line.TrimEnd().Length > Digits(line[0]) + 2 || line.AsSpan().ContainsAnyExceptInRange(' ', '`')) return -1;
            block.Append(Whole(line)).Append('\n');
        }
        return -1;
    }

    // Trailing blanks, which stand for zero, are often stripped on the way.
    private static string Whole(string line) =>
        line.Length == 0 || line == "end" || line.StartsWith("begin ", StringComparison.Ordinal) ? line : line.PadRight(Digits(line[0]) + 1);

    private static int Digits(char length) => (((length - 32) & 63) + 2) / 3 * 4;
}
