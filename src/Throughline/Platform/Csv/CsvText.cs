using System.Buffers;
using System.Text;

namespace Throughline.Platform.Csv;

/// <summary>
/// The one way in which CSV is written: RFC 4180 with commas, and nothing in it that a spreadsheet would run. A value that begins like a
/// formula gets an apostrophe, also behind a sign that parts fields in another country's files, where it would become a field of its own.
/// </summary>
public static class CsvText
{
    private static readonly SearchValues<char>
        Parting = SearchValues.Create(",;\t|\n\r\v\f\u0085\u2028\u2029"), ToQuote = SearchValues.Create(",;\t|\"\n\r\v\f\u0085\u2028\u2029"),
        Risky = SearchValues.Create("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫"), OfNumbers = SearchValues.Create("0123456789. ");

    /// <summary>A line of such cells, with its end.</summary>
    public static string Line(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    public static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var text = value.AsSpan().ContainsAny(Risky) ? Harmless(value) : value;
        return text.AsSpan().ContainsAny(ToQuote) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string Harmless(string value)
    {
        if (IsNumber(value)) return value;
        var text = new StringBuilder(value.Length + 4);
        var begins = true;
        foreach (var c in value)
        {
            if (begins && (text.Length == 0 || !Parting.Contains(c)) && Risky.Contains(c)) text.Append('\'');
            text.Append(c);
            // Blanks and quotes before a sign are passed over by some programs.
            begins = Parting.Contains(c) || (begins && (char.IsWhiteSpace(c) || c is '"' or '\u200B' or '\uFEFF'));
        }
        return text.ToString();
    }

    // An amount, or a telephone number from its plus: a sign, and then digits with blanks or one point between them.
    private static bool IsNumber(string value)
    {
        if (value[0] is not ('+' or '-') || value.Length < 2 || !char.IsAsciiDigit(value[1])) return false;
        var rest = value.AsSpan(1);
        return rest.Count('.') <= 1 && !rest.ContainsAnyExcept(OfNumbers);
    }
}
