namespace Throughline.Statistics.Text;

/// <summary>A phrase that tells a group of texts from the others, with its weight from 0.</summary>
public readonly record struct KeyPhrase(string Phrase, double Weight);

/// <summary>
/// Names for groups of texts by class-based TF-IDF: tf of the phrase in the group · ln(1 + A/f), where f is how often all groups say it and A the mean
/// number of phrases a group (Grootendorst 2022, "BERTopic", section 3.3). Phrases are one to three words that neither begin nor end with a function word.
/// </summary>
public static class KeyPhrases
{
    private const int Longest = 3;

    private static readonly HashSet<string> FunctionWords = new(
        ("a about after all also am an and any are as at be because been before being but by can could did do does doing don't for from "
            + "get got had has have having "
        + "he her here him his how i i'd i'll i'm i've if in into is it it's its just like me more my no not now of off on once only or "
        + "other our out over please she should so some "
        + "still than that the their them then there these they this those through to too up us very was we were what what's when where "
        + "which while who why will with would you your")
        .Split(' '), StringComparer.Ordinal);

    /// <summary>The strongest phrases of each group, best first, by group number. A phrase inside a stronger one of the same group is left out.</summary>
    /// <exception cref="ArgumentException">Not one group a text, or a group below 0.</exception>
    public static IReadOnlyList<KeyPhrase>[] Of(IReadOnlyList<string> texts, IReadOnlyList<int> groups, int most = 5)
    {
        if (texts.Count != groups.Count || groups.Any(g => g < 0))
            throw new ArgumentException($"Each text has one group from 0: {texts.Count} texts, {groups.Count} groups.", nameof(groups));
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var counts = Enumerable.Range(0, groups.Count == 0 ? 0 : groups.Max() + 1).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)).ToArray();
        var everywhere = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++)
        {
            foreach (var phrase in Phrases(texts[i]))
            {
                counts[groups[i]][phrase] = counts[groups[i]].GetValueOrDefault(phrase) + 1;
                everywhere[phrase] = everywhere.GetValueOrDefault(phrase) + 1;
            }
        }

        var mean = counts.Length == 0 ? 0 : everywhere.Values.Sum() / (double)counts.Length;
        return [.. counts.Select(group => Best(group, everywhere, mean, most))];
    }

    private static List<KeyPhrase> Best(Dictionary<string, int> group, Dictionary<string, int> everywhere, double mean, int most)
    {
        double total = Math.Max(1, group.Values.Sum());
        var kept = new List<KeyPhrase>();
        foreach (var phrase in group
            .Select(p => new KeyPhrase(p.Key, p.Value / total * Math.Log(1 + mean / everywhere[p.Key])))
            .OrderByDescending(p => p.Weight).ThenByDescending(p => p.Phrase.Length).ThenBy(p => p.Phrase, StringComparer.Ordinal))
        {
            if (kept.Count == most) break;
            if (!kept.Any(k => Within(phrase.Phrase, k.Phrase) || Within(k.Phrase, phrase.Phrase))) kept.Add(phrase);
        }

        return kept;
    }

    private static bool Within(string inner, string outer) => $" {outer} ".Contains($" {inner} ", StringComparison.Ordinal);

    private static IEnumerable<string> Phrases(string text)
    {
        var words = new List<string>();
        foreach (var token in Tokenizer.Tokens(text).Append(new(TokenKind.Mark, 0, 0)))
        {
            if (token.Kind == TokenKind.Word) words.Add(token.In(text).ToString().ToLowerInvariant().Replace('\u2019', '\''));
            if (token.Kind == TokenKind.Word) continue;
            for (var from = 0; from < words.Count; from++)
            {
                for (var length = 1; length <= Longest && from + length <= words.Count; length++)
                {
                    if (!FunctionWords.Contains(words[from]) && !FunctionWords.Contains(words[from + length - 1]))
                        yield return string.Join(' ', words.GetRange(from, length));
                }
            }

            words.Clear();
        }
    }
}
