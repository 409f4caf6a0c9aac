using System.Text;

namespace Throughline.Contracts;

/// <summary>The digits of one phone number in a text, as far as they stand together.</summary>
/// <param name="Zero">Where among the digits a zero stood in brackets; 0 for none.</param>
/// <param name="Stroke">How many digits stood before the first stroke; 0 for none.</param>
/// <param name="End">Where in the text it is over.</param>
internal sealed record WrittenNumber(string Digits, bool IsInternational, int Zero, int Stroke, int Start, int End)
{
    private const string Between = " .-()[]/'_·‐‑‒–—―−⁄";

    /// <summary>All numbers of a text; a plus begins another.</summary>
    public static List<WrittenNumber> In(string text)
    {
        var found = new List<WrittenNumber>();
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '+' || char.IsDigit(text[i])) i = (ReadFrom(text, i, found) ?? i + 1) - 1;
        return found;
    }

    /// <summary>Only the first digits of it.</summary>
    public WrittenNumber Until(int digits) => this with { Digits = Digits[..digits], Zero = Zero < digits ? Zero : 0 };

    // Returns where it ends; null when no digit follows the plus.
    private static int? ReadFrom(string text, int start, List<WrittenNumber> found)
    {
        var digits = new StringBuilder();
        var (plus, zero, stroke, i, end) = (text[start] == '+', 0, 0, start, start);
        while (i < text.Length && text[i] == '+') i++;
        for (; i < text.Length && (char.IsDigit(text[i]) || Between.Contains(text[i], StringComparison.Ordinal)); i++)
        {
            if (char.IsDigit(text[i]))
            {
                digits.Append((char)('0' + (int)char.GetNumericValue(text[i])));
                end = i + 1;
            }
            else if (text[i] is '(' or '[' && digits.Length > 0 && zero == 0 && IsZeroInBrackets(text, i)) zero = digits.Length;
            else if (text[i] == '/' && digits.Length > 0 && stroke == 0) stroke = digits.Length;
        }
        if (digits.Length == 0) return null;
        found.Add(Whole(digits.ToString(), plus, zero, stroke, start, end));
        return i;
    }

    private static bool IsZeroInBrackets(string text, int open)
    {
        var i = open + 1;
        while (i < text.Length && text[i] == ' ') i++;
        if (i == text.Length || text[i++] != '0') return false;
        while (i < text.Length && text[i] == ' ') i++;
        return i < text.Length && text[i] is ')' or ']';
    }

    // 00 and the plus say the same; no country begins with a zero.
    private static WrittenNumber Whole(string digits, bool plus, int zero, int stroke, int start, int end)
    {
        var zeros = digits.Length - digits.TrimStart('0').Length;
        var prefix = plus || zeros == 2 && digits.Length > 8 ? Math.Min(zeros, digits.Length - 1) : 0;
        return new(digits[prefix..], plus || prefix > 0, Math.Max(0, zero - prefix), Math.Max(0, stroke - prefix), start, end);
    }
}
