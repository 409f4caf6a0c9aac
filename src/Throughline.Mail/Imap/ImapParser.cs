using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Throughline.Mail.Imap;

/// <summary>Parses one complete response (RFC 3501 section 9) whose literals were cut out. Answers null with a reason instead of throwing.</summary>
internal ref struct ImapParser(ReadOnlySpan<byte> text, IReadOnlyList<ImapValue> literals)
{
    /// <summary>Deepest nesting of lists; real servers stay below ten.</summary>
    public const int MaxDepth = 64;

    private static readonly SearchValues<byte> AtomEnds = SearchValues.Create(" ()\"{"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private int _literal;

    /// <summary>What is wrong when <see cref="Read"/> answered null.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>Whether text for people follows this name, in which braces mean nothing.</summary>
    public static bool StartsFreeText(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        var tag = space < 0 ? line : line[..space];
        if (tag.SequenceEqual("+"u8)) return true;
        var rest = space < 0 ? default : line[(space + 1)..];
        space = rest.IndexOf((byte)' ');
        var name = space < 0 ? rest : rest[..space];
        return name.Length is > 1 and < 8 && Encoding.ASCII.GetString(name).ToUpperInvariant() is "OK" or "NO" or "BAD" or "BYE" or "PREAUTH";
    }

    public ImapResponse? Read()
    {
        var tag = Word();
        if (tag.Length == 0) return Fail("A response has no tag.");
        if (tag == "+") return new ImapResponse { Tag = tag, Text = Rest() };
        var name = Word();
        uint number = 0;
        if (name.Length > 0 && char.IsAsciiDigit(name[0]))
        {
            if (!Utf8Parser.TryParse(Encoding.ASCII.GetBytes(name), out number, out var used) || used != name.Length)
                return Fail("A message number is not a number.");
            name = Word();
        }

        name = name.ToUpperInvariant();
        if (name.Length == 0) return Fail("A response has no name.");
        if (name is "OK" or "NO" or "BAD" or "BYE" or "PREAUTH") return Status(tag, name);
        if (name is "CAPABILITY" or "SEARCH" or "ENABLED") return new ImapResponse { Tag = tag, Name = name, Text = Rest() };
        var values = new List<ImapValue>();
        while (SkipSpaces())
        {
            if (Value(0) is not { } value) return null;
            values.Add(value);
        }

        return new ImapResponse { Tag = tag, Name = name, Number = number, Values = values };
    }

    private ImapResponse Status(string tag, string name)
    {
        SkipSpaces();
        var rest = _text[_at..];
        var close = rest is [(byte)'[', ..] ? rest.IndexOf((byte)']') : -1;
        if (close < 0) return new ImapResponse { Tag = tag, Name = name, Text = Rest() };
        var code = Encoding.UTF8.GetString(rest[1..close]);
        var space = code.IndexOf(' ', StringComparison.Ordinal);
        _at += close + 1;
        return new ImapResponse
        {
            Tag = tag,
            Name = name,
            Code = (space < 0 ? code : code[..space]).ToUpperInvariant(),
            CodeArguments = space < 0 ? "" : code[(space + 1)..].Trim(),
            Text = Rest(),
        };
    }

    private ImapValue? Value(int depth)
    {
        switch (_text[_at])
        {
            case (byte)'(': return List(depth);
            case (byte)'"': return Quoted();
            case (byte)'{' or (byte)'~': return Literal();
            case (byte)')': return Wrong("A list closes that was never opened.");
            default: return Atom();
        }
    }

    private ImapValue? List(int depth)
    {
        if (depth >= MaxDepth) return Wrong($"Lists are nested deeper than {MaxDepth}.");
        _at++;
        var items = new List<ImapValue>();
        while (SkipSpaces())
        {
            if (_text[_at] == ')')
            {
                _at++;
                return ImapValue.List(items);
            }

            if (Value(depth + 1) is not { } item) return null;
            items.Add(item);
        }

        return Wrong("A list does not close.");
    }

    private ImapValue? Quoted()
    {
        var bytes = new ArrayBufferWriter<byte>();
        for (_at++; _at < _text.Length; _at++)
        {
            var b = _text[_at];
            if (b == '"')
            {
                _at++;
                return ImapValue.String(bytes.WrittenSpan.ToArray());
            }

            if (b == '\\' && _at + 1 < _text.Length) b = _text[++_at];
            bytes.Write([b]);
        }

        return Wrong("A quoted string does not close.");
    }

    private ImapValue? Literal()
    {
        var close = _text[_at..].IndexOf((byte)'}');
        if (_text[_at] == '~' && !(_at + 1 < _text.Length && _text[_at + 1] == '{')) return Atom();
        if (close < 0 || _literal >= literals.Count) return Wrong("A literal is announced where none follows.");
        _at += close + 1;
        return literals[_literal++];
    }

    /// <summary>An atom; the name BODY[HEADER.FIELDS (TO)]&lt;0&gt; counts as one.</summary>
    private ImapValue? Atom()
    {
        var start = _at;
        while (_at < _text.Length)
        {
            var end = _text[_at..].IndexOfAny(AtomEnds);
            var piece = end < 0 ? _text[_at..] : _text.Slice(_at, end);
            var open = piece.LastIndexOf((byte)'[');
            if (open < 0 || piece[open..].Contains((byte)']'))
            {
                _at += piece.Length;
                break;
            }

            var close = _text[(_at + open)..].IndexOf((byte)']');
            if (close < 0) return Wrong("A bracket does not close.");
            _at += open + close + 1;
        }

        if (_at > start) return ImapValue.Atom(_text[start.._at]);
        return Wrong("An unexpected character.");
    }

    private string Word()
    {
        SkipSpaces();
        var rest = _text[_at..];
        var end = rest.IndexOf((byte)' ');
        var word = end < 0 ? rest : rest[..end];
        _at += word.Length;
        return Encoding.Latin1.GetString(word);
    }

    private string Rest()
    {
        SkipSpaces();
        return Encoding.UTF8.GetString(_text[_at..]);
    }

    private bool SkipSpaces()
    {
        while (_at < _text.Length && _text[_at] == ' ') _at++;
        return _at < _text.Length;
    }

    private ImapResponse? Fail(string trouble)
    {
        Trouble = trouble;
        return null;
    }

    private ImapValue? Wrong(string trouble)
    {
        Trouble = $"{trouble} (at byte {_at})";
        return null;
    }
}
