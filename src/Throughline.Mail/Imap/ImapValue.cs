using System.Globalization;
using System.Text;

namespace Throughline.Mail.Imap;

/// <summary>One value in a server's response: an atom, a string, a literal, a list or NIL (RFC 3501 section 4).</summary>
internal sealed class ImapValue
{
    private readonly byte[]? _bytes;

    private ImapValue(byte[]? bytes, bool isAtom, List<ImapValue>? items, Stream? body) =>
        (_bytes, IsAtom, Items, Body) = (bytes, isAtom, items, body);

    public static ImapValue Nil { get; } = new(null, false, null, null);

    public bool IsAtom { get; }
    public List<ImapValue>? Items { get; }

    /// <summary>Where a message body was streamed to.</summary>
    public Stream? Body { get; }

    public bool IsNil => _bytes is null && Items is null && Body is null;

    public static ImapValue Atom(ReadOnlySpan<byte> text) => System.Text.Ascii.EqualsIgnoreCase(text, "NIL"u8) ? Nil : new(text.ToArray(), true, null, null);
    public static ImapValue String(byte[] bytes) => new(bytes, false, null, null);
    public static ImapValue List(List<ImapValue> items) => new(null, false, items, null);
    public static ImapValue Streamed(Stream body) => new(null, false, null, body);

    /// <summary>The text, empty for NIL, lists and bodies. Latin-1 when it is not UTF-8.</summary>
    public string Text
    {
        get
        {
            if (_bytes is null) return "";
            return System.Text.Unicode.Utf8.IsValid(_bytes) ? Encoding.UTF8.GetString(_bytes) : Encoding.Latin1.GetString(_bytes);
        }
    }

    public byte[]? Bytes => _bytes;

    public bool TryNumber(out ulong number) => ulong.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    public bool TryUid(out uint uid) => uint.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out uid) && uid > 0;
}

/// <summary>One response: untagged ("*"), a request to go on ("+"), or the end of a command (its tag).</summary>
internal sealed class ImapResponse
{
    public required string Tag { get; init; }

    /// <summary>Upper case: OK, NO, BAD, BYE, PREAUTH, or the kind of data (FETCH, EXISTS, SEARCH …). Empty for "+".</summary>
    public string Name { get; init; } = "";

    /// <summary>The number in "* 12 EXISTS".</summary>
    public uint Number { get; init; }

    /// <summary>The response code in brackets, upper case, without its arguments.</summary>
    public string Code { get; init; } = "";

    public string CodeArguments { get; init; } = "";

    /// <summary>Text for people, or the unparsed rest of the line.</summary>
    public string Text { get; init; } = "";

    public List<ImapValue> Values { get; init; } = [];

    public bool IsUntagged => Tag == "*";
    public bool IsContinuation => Tag == "+";
    public bool IsStatus => Name is "OK" or "NO" or "BAD" or "BYE" or "PREAUTH";
}
