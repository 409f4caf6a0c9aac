using System.Text;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Writing;

/// <summary>Builds a header block: fields encoded (RFC 2047) and folded (RFC 5322, 2.2.3) right.</summary>
internal sealed class HeaderLines
{
    private const int Widest = 76;
    private readonly StringBuilder text = new();

    /// <summary>A field whose value is known to be short and plain.</summary>
    public void Raw(string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");

    /// <summary>Unstructured text.</summary>
    public void Text(string name, string value)
    {
        var words = EncodedText.OneLine(value);
        if (EncodedText.IsPlain(words, Widest)) Folded(name, words);
        else Folded(name, EncodedText.Encode(words, name.Length + 2));
    }

    /// <summary>An address list; nothing is written for an empty one.</summary>
    public void Mailboxes(string name, IReadOnlyList<Mailbox> mailboxes)
    {
        if (mailboxes.Count > 0) Folded(name, string.Join(", ", mailboxes.Select(One)));
    }

    /// <summary>Message-IDs in angle brackets; nothing is written for an empty list.</summary>
    public void Ids(string name, IReadOnlyList<string> ids)
    {
        if (ids.Count > 0) Folded(name, string.Join(' ', ids.Select(id => $"<{Checked.Id(id)}>")));
    }

    /// <summary>A value that may be broken at each single blank.</summary>
    public void Folded(string name, string value)
    {
        text.Append(name).Append(':');
        var column = name.Length + 1;
        foreach (var word in value.Split(' '))
        {
            if (column + 1 + word.Length > Widest && column > name.Length + 1)
            {
                text.Append("\r\n");
                column = 0;
            }
            text.Append(' ').Append(word);
            column += 1 + word.Length;
        }
        text.Append("\r\n");
    }

    public override string ToString() => text.ToString();

    private static string One(Mailbox mailbox)
    {
        var address = Checked.Address(mailbox.Address);
        var name = EncodedText.OneLine(mailbox.Name);
        return name.Length == 0 ? address : $"{Phrase(name)} <{address}>";
    }

    // A display name: bare words, a quoted string, or encoded words.
    private static string Phrase(string name)
    {
        if (!EncodedText.IsPlain(name, Widest)) return EncodedText.Encode(name, Widest);
        if (name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '\'' or '+' or '!' or '&')) return name;
        return $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
