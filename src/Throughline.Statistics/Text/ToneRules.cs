namespace Throughline.Statistics.Text;

/// <summary>The tone of each toned word of a text in its surroundings.</summary>
internal static class ToneRules
{
    private const double Negated = -0.74;
    private const double Shouted = 0.733;
    private const double Intensified = 0.293;
    private const int Reach = 3;

    private static readonly HashSet<string> Negations = new(StringComparer.Ordinal)
    {
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "nowhere", "without", "cannot", "cant", "hardly", "rarely", "seldom", "barely",
        "dont", "doesnt", "didnt", "isnt", "wasnt", "arent", "werent", "wont", "wouldnt", "couldnt", "shouldnt", "hasnt", "havent", "hadnt", "aint",
    };

    private static readonly Dictionary<string, double> Intensifiers = new(StringComparer.Ordinal)
    {
        ["very"] = 1, ["really"] = 1, ["so"] = 1, ["extremely"] = 1, ["absolutely"] = 1, ["completely"] = 1, ["totally"] = 1,
        ["incredibly"] = 1, ["utterly"] = 1,
        ["highly"] = 1, ["most"] = 1, ["truly"] = 1, ["super"] = 1, ["too"] = 1, ["especially"] = 1, ["particularly"] = 1, ["deeply"] = 1, ["entirely"] = 1,
        ["terribly"] = 1, ["awfully"] = 1, ["quite"] = 1, ["slightly"] = -1, ["somewhat"] = -1, ["barely"] = -1, ["hardly"] = -1, ["marginally"] = -1,
        ["partly"] = -1, ["rather"] = -1, ["fairly"] = -1, ["almost"] = -1, ["kinda"] = -1, ["sorta"] = -1, ["little"] = -1, ["less"] = -1,
    };

    /// <summary>The tones in order; <paramref name="exclamations"/> counts the marks of the whole text.</summary>
    public static List<double> Tones(string text, out int exclamations)
    {
        Token[] tokens = [.. Tokenizer.Tokens(text)];
        var words = Array.ConvertAll(tokens, t => t.Kind == TokenKind.Word ? t.In(text).ToString().ToLowerInvariant().Replace('\u2019', '\'') : "");
        exclamations = tokens.Where(t => t.Kind == TokenKind.Mark && text[t.Start] == '!').Sum(t => t.Length);
        var mixed = tokens.Any(t => IsShouted(t, text)) && tokens.Any(t => t.Kind == TokenKind.Word && t.In(text).ContainsAnyInRange('a', 'z'));
        var (tones, beforeBut) = (new List<double>(), 0);
        for (var i = 0; i < tokens.Length;)
        {
            if (words[i] == "but")
            {
                for (var k = beforeBut; k < tones.Count; k++) tones[k] *= 0.5;
                beforeBut = tones.Count;
                i++;
                continue;
            }

            var (tone, length) = ToneAt(tokens, words, text, i);
            if (tone != 0)
            {
                if (mixed && IsShouted(tokens[i], text)) tone += Math.Sign(tone) * Shouted;
                tones.Add(tokens[i].Kind == TokenKind.Emoji ? tone : InContext(tone, words, tokens, i) * (beforeBut > 0 ? 1.5 : 1));
            }

            i += length;
        }

        return tones;
    }

    /// <summary>The longest phrase of the lexicon that begins here, or the face; 0 when there is none.</summary>
    private static (double Tone, int Length) ToneAt(Token[] tokens, string[] words, string text, int at)
    {
        if (tokens[at].Kind == TokenKind.Emoji) return (ToneWords.OfFace(tokens[at].In(text)), 1);
        if (words[at].Length == 0) return (0, 1);
        for (var length = Math.Min(ToneWords.LongestPhrase, words.Length - at); length >= 1; length--)
        {
            var phrase = length == 1 ? words[at].Replace('-', ' ') : string.Join(' ', words, at, length);
            if (ToneWords.TryWord(phrase, out var tone)) return (tone, length);
        }

        return (0, 1);
    }

    /// <summary>Intensified or weakened, less the further away the word that does it stands; turned round by a negation close before.</summary>
    private static double InContext(double tone, string[] words, Token[] tokens, int at)
    {
        var negated = false;
        for (var back = 1; back <= Reach && at - back >= 0 && !EndsClause(tokens[at - back], words[at - back]); back++)
        {
            var word = words[at - back];
            if (Intensifiers.TryGetValue(word, out var direction)) tone += Math.Sign(tone) * direction * Intensified * 4 / 3 * (1 - 0.05 * (back - 1));
            negated |= Negations.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal);
        }

        return negated ? tone * Negated : tone;
    }

    private static bool EndsClause(Token token, string word) => token.Kind is TokenKind.Mark or TokenKind.Emoji || word == "but";

    private static bool IsShouted(Token token, string text)
    {
        if (token.Kind != TokenKind.Word || token.Length < 2) return false;
        foreach (var c in token.In(text))
        {
            if (char.IsLower(c)) return false;
        }

        return token.In(text).ContainsAnyInRange('A', 'Z');
    }
}
