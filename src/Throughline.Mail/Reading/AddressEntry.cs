using System.Text;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>One entry of an address list while it is being read: its words, its bracketed address and its comments.</summary>
internal sealed class AddressEntry
{
    private const int DeepestComment = 20;
    private readonly StringBuilder phrase = new();   // quotes removed: the name, if there is an address in brackets
    private readonly StringBuilder spec = new();     // quotes kept, comments removed: the address, if there are no brackets
    private readonly StringBuilder comment = new();
    private string? angle;
    private bool sawAt;

    public bool HasAngle => angle is not null;

    public bool EndedGroup { get; private set; }

    public string Text => phrase.ToString().Trim();

    /// <summary>True for words without any address: perhaps the part of a name before an unquoted comma.</summary>
    public bool IsBareName => angle is null && !sawAt && comment.Length == 0 && Text.Length > 0;

    /// <summary>Reads one entry from <paramref name="at"/>; answers the index of the separator that ended it, or the length.</summary>
    public int Fill(string text, int at)
    {
        phrase.Clear();
        spec.Clear();
        comment.Clear();
        angle = null;
        sawAt = false;
        EndedGroup = false;
        while (at < text.Length)
        {
            switch (text[at])
            {
                case ',': return at;
                case ';': EndedGroup = true; return at;
                case '"': at = Quoted(text, at + 1); break;
                case '(': at = Comment(text, at + 1); break;
                case '<' when angle is not null: return at - 1;   // a second bracketed address without a comma between
                case '<': at = Angle(text, at + 1); break;
                case ':' when angle is null && !sawAt && !text.AsSpan(at).StartsWith("://"):
                    if (!DropMailto()) GroupStarts();
                    at++;
                    break;
                default: at = Plain(text, at); break;
            }
        }
        return at;
    }

    /// <summary>The mailbox that the entry names, or null when it is empty.</summary>
    public Mailbox? Mailbox()
    {
        if (angle is not null)
        {
            var name = Name(phrase);
            if (name.Length == 0) name = Name(comment);
            return angle.Length == 0 && name.Length == 0 ? null : new(angle, name);
        }
        var words = spec.ToString().Trim();
        if (words.Length == 0) return null;
        return Unbracketed(words);
    }

    private Mailbox? Unbracketed(string words)
    {
        if (!OutsideQuotes(words)) words = Text;
        if (words.Length == 0) return null;
        words = words.Replace(" @", "@", StringComparison.Ordinal).Replace("@ ", "@", StringComparison.Ordinal);
        var at = words.LastIndexOf('@');
        if (at < 0) return WithoutAddress(words);
        var from = LocalPartStart(words, at);
        var to = words.IndexOfAny([' ', '\t'], at);
        var address = BareAddress.Of(to < 0 ? words[from..] : words[from..to]);
        var rest = (words[..from] + (to < 0 ? "" : words[to..])).Trim().Trim('"');
        return new(address, rest.Length > 0 ? EncodedWords.Decode(rest) : Name(comment));
    }

    // "Somebody (somebody@example.com)": the comment is the address and the words are the name.
    private Mailbox WithoutAddress(string words)
    {
        var aside = Name(comment);
        var isAddress = aside.Contains('@', StringComparison.Ordinal) && !aside.Any(char.IsWhiteSpace);
        return isAddress ? new(BareAddress.Of(aside), EncodedWords.Decode(words)) : new(words, aside);
    }

    private static int LocalPartStart(string words, int at)
    {
        if (at == 0) return 0;
        if (at > 1 && words[at - 1] == '"') return Math.Max(words.LastIndexOf('"', at - 2), 0);
        return words.LastIndexOfAny([' ', '\t'], at) + 1;
    }

    // "mailto:" before an address is no group: Outlook writes "Ada [mailto:ada@example.org]".
    private bool DropMailto()
    {
        const string scheme = "mailto";
        if (!EndsWith(phrase, scheme) || !EndsWith(spec, scheme)) return false;
        phrase.Length -= scheme.Length;
        spec.Length -= scheme.Length;
        return true;
    }

    private static bool EndsWith(StringBuilder text, string end) =>
        text.Length >= end.Length && text.ToString(text.Length - end.Length, end.Length).Equals(end, StringComparison.OrdinalIgnoreCase);

    private static bool OutsideQuotes(string words)
    {
        var quoted = false;
        foreach (var c in words)
        {
            if (c == '"') quoted = !quoted;
            else if (c == '@' && !quoted) return true;
        }
        return false;
    }

    private void GroupStarts()
    {
        // The name of a group is not a name of its first member.
        phrase.Clear();
        spec.Clear();
        comment.Clear();
    }

    private int Quoted(string text, int at)
    {
        spec.Append('"');
        for (; at < text.Length && text[at] != '"'; at++)
        {
            spec.Append(text[at]);
            if (text[at] == '\\' && at + 1 < text.Length) spec.Append(text[++at]);
            phrase.Append(text[at]);
            sawAt |= text[at] == '@';
        }
        spec.Append('"');
        return at + 1;
    }

    private int Comment(string text, int at)
    {
        var depth = 1;
        if (comment.Length > 0) comment.Append(' ');
        for (; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            else if (text[at] == '(' && depth < DeepestComment) depth++;
            else if (text[at] == ')' && --depth == 0) return at + 1;
            comment.Append(text[at]);
        }
        return at;
    }

    private int Angle(string text, int at)
    {
        var from = at;
        var quoted = false;
        for (; at < text.Length; at++)
        {
            if (text[at] == '\\' && quoted) at++;
            else if (text[at] == '"') quoted = !quoted;
            else if (!quoted && text[at] == '>') break;
            else if (!quoted && text[at] == ',' && text[from] != '@') break;   // the closing bracket is missing; a route may hold commas
        }
        at = Math.Min(at, text.Length);
        angle = BareAddress.Of(text[from..at]);
        while (at < text.Length && text[at] == '>') at++;
        return at;
    }

    private int Plain(string text, int at)
    {
        var end = EncodedWords.EndOf(text, at);
        if (end < 0) end = at + 1;
        if (char.IsWhiteSpace(text[at]))
        {
            if (phrase.Length > 0 && phrase[^1] != ' ') phrase.Append(' ');
            if (spec.Length > 0 && spec[^1] != ' ') spec.Append(' ');
            return end;
        }
        sawAt |= text[at] == '@';
        phrase.Append(text, at, end - at);
        spec.Append(text, at, end - at);
        return end;
    }

    private static string Name(StringBuilder text) => EncodedWords.Decode(text.ToString().Trim()).Trim();
}
