using System.Globalization;
using System.Text;

namespace Throughline.Contracts;

/// <summary>Text as a person sees it: without invisible characters, in one Unicode form (NFKC), full-width letters and digits made plain.</summary>
internal static class PlainWriting
{
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0) return text.Trim();
        var seen = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (IsInvisible(c)) continue;
            seen.Append(char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c);
        }
        try { return seen.ToString().Normalize(NormalizationForm.FormKC).Trim(); }
        catch (ArgumentException) { return seen.ToString().Trim(); } // Half of a character: nothing of it is an address or a number.
    }

    // Marks of direction come with what is copied from an address book, zero-width blanks and soft hyphens from web pages.
    private static bool IsInvisible(char c) => c is '\u034F' or '\u115F' or '\u1160' or '\u3164' or (>= '\uFE00' and <= '\uFE0F')
        || char.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
