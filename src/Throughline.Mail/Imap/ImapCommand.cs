using System.Text;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>A command being written: plain words of ours, and arguments of others that are quoted or sent as literals (RFC 3501 section 9).</summary>
internal sealed class ImapCommand(string verb)
{
    private readonly StringBuilder _text = new(verb);

    public string Verb { get; } = verb;

    /// <summary>Text and the literal that follows it; the last part has no literal.</summary>
    public List<(string Text, Stream? Literal, long Length)> Parts { get; } = [];

    public string Tail => _text.ToString();

    /// <summary>Words that are ours alone.</summary>
    public ImapCommand Words(string words)
    {
        _text.Append(' ').Append(OneLine.Require(words, nameof(words)));
        return this;
    }

    /// <summary>Someone else's text, made safe by quoting or by a literal.</summary>
    /// <exception cref="UnsafeArgumentException">It holds a line break or NUL.</exception>
    public ImapCommand Argument(string value, string parameter)
    {
        OneLine.Require(value, parameter);
        _text.Append(' ');
        if (value.Length <= 1000 && value.All(c => c is >= ' ' and <= '~')) AppendQuoted(value);
        else AddLiteral(new MemoryStream(Encoding.UTF8.GetBytes(value)));
        return this;
    }

    /// <summary>A mailbox name, in modified UTF-7.</summary>
    public ImapCommand Mailbox(string name, string parameter) => Argument(ModifiedUtf7.Encode(OneLine.Require(name, parameter)), parameter);

    /// <summary>A message, streamed as a literal.</summary>
    public ImapCommand Message(Stream message)
    {
        _text.Append(' ');
        AddLiteral(message);
        return this;
    }

    private void AppendQuoted(string value)
    {
        _text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\') _text.Append('\\');
            _text.Append(c);
        }

        _text.Append('"');
    }

    private void AddLiteral(Stream content)
    {
        Parts.Add((_text.ToString(), content, content.Length - content.Position));
        _text.Clear();
    }
}
