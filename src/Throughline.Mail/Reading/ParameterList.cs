using System.Text;
using Throughline.Mail.Charsets;

namespace Throughline.Mail.Reading;

/// <summary>
/// The parameters of Content-Type and Content-Disposition (RFC 2045, 5.1; RFC 2231), as real mail writes them: unquoted blanks,
/// encoded words in values, missing quotes, continuations out of order, percent signs without a charset.
/// </summary>
internal sealed class ParameterList
{
    private const int MostParameters = 256;
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    public static ParameterList None { get; } = new();

    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>The value before the first semicolon, and the parameters after it.</summary>
    public static (string Head, ParameterList Parameters) Split(string value)
    {
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 0) return (value.Trim(), None);
        return (value[..semicolon].Trim(), Read(value, semicolon + 1));
    }

    private static ParameterList Read(string text, int at)
    {
        var list = new ParameterList();
        Dictionary<string, SortedList<int, (string Text, bool Encoded)>>? pieces = null;
        for (var count = 0; at < text.Length && count < MostParameters; count++)
        {
            at = Next(text, at, out var name, out var value);
            if (name.Length == 0) continue;
            var star = name.IndexOf('*', StringComparison.Ordinal);
            if (star < 0) list.values.TryAdd(name, EncodedWords.Decode(value));
            else
            {
                var (plain, number, encoded) = Numbered(name, star);
                pieces ??= new(StringComparer.OrdinalIgnoreCase);
                if (!pieces.TryGetValue(plain, out var own)) pieces[plain] = own = [];
                own.TryAdd(number, (value, encoded));
            }
        }
        // RFC 2231 wins over the plain form that stands beside it for old readers.
        foreach (var (name, own) in pieces ?? []) list.values[name] = Join(own);
        return list;
    }

    // name*, name*0, name*0*
    private static (string Name, int Number, bool Encoded) Numbered(string name, int star)
    {
        var rest = name.AsSpan(star + 1);
        var encoded = rest.IsEmpty || rest[^1] == '*';
        return (name[..star], int.TryParse(rest.TrimEnd('*'), out var number) ? number : 0, encoded);
    }

    private static string Join(SortedList<int, (string Text, bool Encoded)> pieces)
    {
        var bytes = new List<byte>();
        string? charset = null;
        var first = true;
        foreach (var (text, encoded) in pieces.Values)
        {
            var rest = text;
            if (first && encoded && text.Split('\'', 3) is [var label, _, var body])
            {
                charset = label.Length > 0 ? label : null;
                rest = body;
            }
            first = false;
            if (encoded) Unescape(rest, bytes);
            else bytes.AddRange(Encoding.UTF8.GetBytes(rest));
        }
        return EncodedWords.Decode(Charset.Decode(bytes.ToArray(), charset));
    }

    private static void Unescape(string text, List<byte> bytes)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add((byte)(Convert.ToInt32(text.Substring(i + 1, 2), 16)));
                i += 2;
            }
            else if (text[i] < 0x80) bytes.Add((byte)text[i]);
            else
            {
                var width = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, width)));
                i += width - 1;
            }
        }
    }

    // Reads one "name=value" and answers where the next one starts.
    private static int Next(string text, int at, out string name, out string value)
    {
        name = value = "";
        while (at < text.Length && (text[at] is ';' || char.IsWhiteSpace(text[at]))) at++;
        var from = at;
        while (at < text.Length && text[at] is not ('=' or ';')) at++;
        name = text[from..at].Trim();
        if (at >= text.Length || text[at] == ';') { name = ""; return at; }
        at++;
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        return at < text.Length && text[at] == '"' ? Quoted(text, at + 1, out value) : Bare(text, at, out value);
    }

    private static int Quoted(string text, int at, out string value)
    {
        var read = new StringBuilder();
        for (; at < text.Length && text[at] != '"'; at++)
        {
            // A backslash escapes only a quote or itself: Windows paths in file names keep theirs.
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\') at++;
            read.Append(text[at]);
        }
        value = read.ToString();
        var end = text.IndexOf(';', Math.Min(at, text.Length));
        return end < 0 ? text.Length : end;
    }

    private static int Bare(string text, int at, out string value)
    {
        var from = at;
        while (at < text.Length && text[at] != ';')
        {
            var word = text[at] == '=' ? EncodedWords.EndOf(text, at) : -1;
            at = word > 0 ? word : at + 1;
        }
        value = text[from..at].Trim().Trim('"');
        // A comment after a token is no part of it: charset=us-ascii (Plain text)
        var comment = value.IndexOf(" (", StringComparison.Ordinal);
        if (comment > 0 && value.EndsWith(')') && !value.Contains('.', StringComparison.Ordinal)) value = value[..comment].TrimEnd();
        return at;
    }
}
