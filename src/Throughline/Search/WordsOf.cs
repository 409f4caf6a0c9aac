using System.Globalization;

namespace Throughline.Search;

/// <summary>Whether a name is meant by what somebody has typed so far.</summary>
internal static class WordsOf
{
    private static readonly char[] Between = [' ', ',', '.', '(', ')', '/', '-', '·', '?', ':'];

    /// <summary>Each word typed begins a word of the texts, whatever its case or accents.</summary>
    public static bool Match(string typed, params ReadOnlySpan<string?> texts)
    {
        var all = new List<string>();
        foreach (var text in texts) if (text is not null) all.AddRange(text.Split(Between, StringSplitOptions.RemoveEmptyEntries));
        return Array.TrueForAll(typed.Split(Between, StringSplitOptions.RemoveEmptyEntries), word => all.Exists(other => Begins(other, word)));
    }

    private static bool Begins(string whole, string part) =>
        CultureInfo.InvariantCulture.CompareInfo.IsPrefix(whole, part, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace);
}
