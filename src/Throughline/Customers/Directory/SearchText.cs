using System.Text;

namespace Throughline.Customers.Directory;

/// <summary>What a person types, as a question to SQLite's full-text search: every word, the last one perhaps unfinished.</summary>
internal static class SearchText
{
    private const int MostWords = 8;

    /// <summary>Null when there is no letter or digit in it.</summary>
    public static string? ToMatch(string text)
    {
        var words = Words(text);
        if (words.Count == 0) return null;
        var match = new StringBuilder();
        for (var i = 0; i < words.Count; i++)
            match.Append(i > 0 ? " " : "").Append('"').Append(words[i]).Append('"').Append(i == words.Count - 1 ? "*" : "");
        return match.ToString();
    }

    // Words are cut as the index cuts them: at everything that is neither letter, mark nor digit.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark)
                word.Append(rune.ToString());
            else Finish();
        }
        Finish();
        return words.Count > MostWords ? words[..MostWords] : words;

        void Finish()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }
}
