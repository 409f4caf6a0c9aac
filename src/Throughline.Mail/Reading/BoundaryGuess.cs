using System.Text;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>Finds the boundary that a multipart really uses when it is not the one it declares.</summary>
internal static class BoundaryGuess
{
    private const int Within = 4096;

    /// <summary>The first line that looks like a boundary and has a header behind it, without its hyphens; null when there is none.</summary>
    public static string? Of(ReadOnlySpan<byte> body)
    {
        var head = body[..Math.Min(body.Length, Within)];
        while (head.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = head[..end].TrimEnd(" \t\r"u8);
            head = head[(end + 1)..];
            if (line.Length > 3 && line.StartsWith("--"u8) && Ascii.IsValid(line) && KnownFields.Looks(head)) return Encoding.ASCII.GetString(line[2..]);
        }
        return null;
    }

    /// <summary>How a line with the boundary starts.</summary>
    public static byte[] Line(string boundary) => Encoding.UTF8.GetBytes("--" + boundary);

    /// <summary>A header that declares the boundary.</summary>
    public static byte[] Header(MediaType type, string boundary)
    {
        var quoted = boundary.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes($"Content-Type: multipart/{(type.Is("multipart/digest") ? "digest" : "mixed")}; boundary=\"{quoted}\"\r\n\r\n");
    }
}
