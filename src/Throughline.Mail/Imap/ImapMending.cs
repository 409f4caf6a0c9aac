using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Throughline.Mail.Imap;

/// <summary>
/// Mends lines of servers that MailKit would refuse, in its own buffer before it reads them, which keeps their length: blank lines between
/// answers, numbers of a mailbox beyond 32 bits, odd names of mailboxes, and items in brackets of their own.
/// </summary>
internal static partial class ImapMending
{
    /// <summary>Mends one whole line with which an answer begins.</summary>
    public static void Mend(Span<byte> line)
    {
        if (line.Trim("\r\n "u8).IsEmpty) line.Fill((byte)' ');
        else if (!line.StartsWith("*"u8) && line.IndexOf("UID "u8) < 0) return;
        else if (Text(line) is var text && ListLine.Read(text) is { } list) MendList(line, list, text);
        else if (IsFetch().IsMatch(text)) MendItems(line, text);
        else if (Wide().Match(text) is { Success: true } wide) Write(Narrow(wide.Groups[1].Value), line[wide.Groups[1].Index..]);
    }

    private static void MendList(Span<byte> line, ListLine list, string text)
    {
        if (list.IsOdd && !LiteralAhead().IsMatch(text)) list.Plain(line.Length)?.CopyTo(line);
    }

    // Where the name of an item should stand, brackets around it say nothing: "UID 11 (ENVELOPE (NIL …)) FLAGS (\Seen)".
    private static void MendItems(Span<byte> line, string text)
    {
        var open = new Stack<(int At, bool IsStray)>();
        var (quoted, mayBeName) = (false, true);
        for (var i = text.IndexOf('(', StringComparison.Ordinal) + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted) { if (c == '\\') i++; quoted = c != '"' || text[i] != '"'; continue; }
            if (c is ' ' or '\r' or '\n') continue;
            if (c == '(')
            {
                open.Push((i, mayBeName && open.All(o => o.IsStray)));
                if (!open.Peek().IsStray) mayBeName = false;
            }
            else if (c == ')' && open.TryPop(out var from))
            {
                if (from.IsStray) line[from.At] = line[i] = (byte)' ';
                mayBeName = open.All(o => o.IsStray);
            }
            else if (open.All(o => o.IsStray))
            {
                quoted = c == '"';
                while (!quoted && i + 1 < text.Length && text[i + 1] is not (' ' or '(' or ')' or '\r' or '\n')) i++;
                mayBeName = !mayBeName;
            }
            else quoted = c == '"';
        }
    }

    // The same number each time: what stands for the mailbox need not be what the server calls it, only change when that does.
    private static string Narrow(string number)
    {
        var value = ulong.Parse(number.Length > 19 ? number[^19..] : number, CultureInfo.InvariantCulture);
        return (value <= uint.MaxValue && number.Length <= 19 ? value : value % (uint.MaxValue - 1) + 1)
            .ToString(CultureInfo.InvariantCulture).PadLeft(number.Length, '0');
    }

    private static void Write(string text, Span<byte> into) => Encoding.ASCII.GetBytes(text, into);

    private static string Text(ReadOnlySpan<byte> line) => Encoding.Latin1.GetString(line);

    [GeneratedRegex(@"\b(?:UIDVALIDITY|APPENDUID|COPYUID) +(\d{10,30})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Wide();

    [GeneratedRegex(@"\{\d+\+?\}\s*$")]
    private static partial Regex LiteralAhead();

    [GeneratedRegex(@"^\* +\d+ +FETCH *\(", RegexOptions.IgnoreCase)]
    private static partial Regex IsFetch();
}
