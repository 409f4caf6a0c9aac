using System.Text;

namespace Throughline.Mail.Writing;

/// <summary>A field with one parameter (RFC 2045, 5.1), by RFC 2231 where the value is not plain or too long for a line.</summary>
internal static class Parameters
{
    private const int LongestQuoted = 50;
    private const int LongestPiece = 54;

    /// <summary>Writes the field; an empty value leaves the parameter out.</summary>
    public static void Write(HeaderLines lines, string field, string head, string parameter, string value)
    {
        if (value.Length == 0) lines.Raw(field, head);
        else if (value.Length <= LongestQuoted
            && value.All(c => c is >= ' ' and <= '~' and not ('"' or '\\'))
            && !value.Contains("=?", StringComparison.Ordinal)
            && value.Trim() == value) lines.Raw(field, $"{head}; {parameter}=\"{value}\"");
        else lines.Folded(field, $"{head}; {string.Join("; ", Pieces(parameter, value))}");
    }

    // name*0*=utf-8''first; name*1*=second …
    private static List<string> Pieces(string parameter, string value)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder("utf-8''");
        foreach (var rune in value.EnumerateRunes())
        {
            var escaped = Escaped(rune);
            if (piece.Length + escaped.Length > LongestPiece)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
            piece.Append(escaped);
        }
        pieces.Add(piece.ToString());
        return pieces.Count == 1 ? [$"{parameter}*={pieces[0]}"] : [.. pieces.Select((p, i) => $"{parameter}*{i}*={p}")];
    }

    private static string Escaped(Rune rune)
    {
        if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '.' or '_')) return rune.ToString();
        return string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(b => $"%{b:X2}"));
    }
}
