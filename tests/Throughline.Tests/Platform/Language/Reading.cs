using System.Text.RegularExpressions;

namespace Throughline.Tests.Platform.Language;

/// <summary>Tells a sentence for a person from a name for a program, by how it reads.</summary>
internal static partial class Reading
{
    private static readonly HashSet<string> Joining = ["to", "from", "as", "of", "in", "the"];

    /// <summary>
    /// Two words or more that begin like a sentence or end like one. <c>Order Completed</c>, all of whose words are capitals, is the name of an
    /// event; <c>order-by total desc</c> is for a program.
    /// </summary>
    public static bool IsSentence(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value).ToList();
        if (words.Count < 2 || !TwoWords().IsMatch(text) || text.Contains('\n', StringComparison.Ordinal) || words.All(IsDateLetter)) return false;
        var begins = char.IsUpper(words[0][0]) && words.Skip(1).Any(word => char.IsLower(word[0]) && (words.Count < 3 || !Joining.Contains(word)));
        var ends = words.Count > 2 && Ending().IsMatch(text);
        return begins || ends;
    }

    private static bool IsDateLetter(string word) => word.All(letter => letter == word[0]) && "dMyHms".Contains(word[0], StringComparison.Ordinal);

    [GeneratedRegex(@"\{\d+[^}]*\}|[\p{L}\p{M}][\p{L}\p{M}\d’'-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?:[\p{L}’'\d]|\})[,;:.”]? [“(]?(?:\p{L}|\{)")]
    private static partial Regex TwoWords();

    [GeneratedRegex(@"[\p{L}\d})”][.?!…]$")]
    private static partial Regex Ending();
}
