using System.Text;

namespace Throughline.Mail.Reading;

/// <summary>Splits the body of a multipart at its boundary lines (RFC 2046, 5.1.1). Linear in the body for each level of nesting.</summary>
internal static class MultipartBody
{
    private const int LongestBoundary = 1000;
    private const int GuessWithin = 4096;

    /// <summary>The parts' bytes in order; empty when no boundary line is found.</summary>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string? boundary, int most, Defects defects)
    {
        var declared = boundary?.TrimEnd();
        if (string.IsNullOrEmpty(declared)) defects.Add("A multipart declares no boundary.");
        else if (declared.Length > LongestBoundary) defects.Add("A boundary is longer than the limit.");
        else if (At(body, Delimiter(declared), most, defects) is { Count: > 0 } parts) return parts;

        if (Guess(body.Span) is not { } guessed) return [];
        defects.Add("The boundary that a multipart declares is not the one it uses.");
        return At(body, guessed, most, defects);
    }

    private static byte[] Delimiter(string boundary) => Encoding.UTF8.GetBytes("--" + boundary);

    private static List<ReadOnlyMemory<byte>> At(ReadOnlyMemory<byte> body, byte[] delimiter, int most, Defects defects)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        var span = body.Span;
        var from = -1;
        for (var at = 0; at < span.Length;)
        {
            var found = span[at..].IndexOf(delimiter);
            if (found < 0) break;
            at += found;
            var kind = at == 0 || span[at - 1] is (byte)'\n' or (byte)'\r' ? Line(span[(at + delimiter.Length)..]) : Boundary.None;
            if (kind == Boundary.None) { at += delimiter.Length; continue; }
            if (from >= 0) parts.Add(body[from..Math.Max(from, WithoutLineBreak(span, at))]);
            if (kind == Boundary.Last) return parts;
            if (parts.Count >= most) { defects.Add("There are more parts than the limit."); return parts; }
            from = at = NextLine(span, at + delimiter.Length);
        }
        if (from >= 0)
        {
            defects.Add("A multipart is not closed.");
            parts.Add(body[from..]);
        }
        return parts;
    }

    private enum Boundary
    {
        None,
        Next,
        Last,
    }

    // After the boundary only "--" and blanks may stand on the line; otherwise it is a longer boundary's line or prose.
    private static Boundary Line(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        var line = (end < 0 ? rest : rest[..end]).Trim(" \t"u8);
        return line.IsEmpty ? Boundary.Next : line.StartsWith("--"u8) && !line[2..].ContainsAnyExcept(" \t-"u8) ? Boundary.Last : Boundary.None;
    }

    private static int NextLine(ReadOnlySpan<byte> span, int at)
    {
        var end = span[at..].IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0) return span.Length;
        at += end;
        if (span[at..].StartsWith("\r\r\n"u8)) return at + 3;
        return span[at..].StartsWith("\r\n"u8) ? at + 2 : at + 1;
    }

    // The line break before a boundary belongs to it.
    private static int WithoutLineBreak(ReadOnlySpan<byte> span, int at)
    {
        if (at > 0 && span[at - 1] == '\n') at--;
        if (at > 0 && span[at - 1] == '\r') at--;
        return at;
    }

    // The first line that looks like a boundary and has a header behind it.
    private static byte[]? Guess(ReadOnlySpan<byte> body)
    {
        var head = body[..Math.Min(body.Length, GuessWithin)];
        for (var at = 0; at < head.Length; at = NextLine(head, at))
        {
            if (!head[at..].StartsWith("--"u8)) continue;
            var end = head[at..].IndexOfAny((byte)'\r', (byte)'\n');
            if (end < 4) continue;
            var line = head.Slice(at, end).TrimEnd(" \t"u8);
            var next = NextLine(head, at);
            if (line.Length > 3 && next < head.Length && KnownFields.Looks(FirstLine(head[next..]))) return line.ToArray();
        }
        return null;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? text : text[..end];
    }
}
