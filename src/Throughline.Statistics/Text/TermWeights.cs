using System.Runtime.InteropServices;

namespace Throughline.Statistics.Text;

/// <summary>
/// TF-IDF over hashed terms: (1 + ln tf) · (ln((1 + n)/(1 + df)) + 1), with words and pieces each brought to length 1 before they stand
/// side by side (Salton and Buckley 1988). Terms that the training texts do not hold have no weight.
/// </summary>
internal sealed class TermWeights
{
    private readonly Dictionary<uint, int> _words;
    private readonly Dictionary<uint, int> _pieces;
    private readonly float[] _rarity;
    private readonly float _pieceShare;

    private TermWeights(Dictionary<uint, int> words, Dictionary<uint, int> pieces, float[] rarity, float pieceShare)
    {
        (_words, _pieces, _rarity, _pieceShare) = (words, pieces, rarity, pieceShare);
    }

    public int Terms => _rarity.Length;

    /// <summary>Learns which terms there are; of more than <paramref name="most"/> the ones in most texts are kept.</summary>
    public static TermWeights Fit(IReadOnlyList<string> texts, int most, float pieceShare = 1)
    {
        var (words, pieces, terms) = (new Dictionary<uint, int>(), new Dictionary<uint, int>(), new TextTerms());
        foreach (var text in texts)
        {
            terms.Read(text);
            CountOnce(terms.Words, words);
            CountOnce(terms.Pieces, pieces);
        }

        var floor = Floor([.. words.Values, .. pieces.Values], most);
        var rarity = new List<float>();
        return new(Number(words, floor, texts.Count, rarity), Number(pieces, floor, texts.Count, rarity), [.. rarity], pieceShare);
    }

    /// <summary>The vector of a text; empty when it holds no known term.</summary>
    public TermVector Of(string text, TextTerms terms)
    {
        terms.Read(text);
        var (numbers, weights) = (new List<int>(), new List<float>());
        Add(terms.Words, _words, 1, numbers, weights);
        Add(terms.Pieces, _pieces, _pieceShare, numbers, weights);
        return new([.. numbers], [.. weights]);
    }

    private void Add(Span<uint> hashes, Dictionary<uint, int> known, float share, List<int> numbers, List<float> weights)
    {
        var found = new int[hashes.Length];
        var count = 0;
        foreach (var hash in hashes)
        {
            if (known.TryGetValue(hash, out var number)) found[count++] = number;
        }

        Array.Sort(found, 0, count);
        var (from, squares) = (weights.Count, 0f);
        for (var i = 0; i < count;)
        {
            var end = i;
            while (end < count && found[end] == found[i]) end++;
            var weight = (1 + MathF.Log(end - i)) * _rarity[found[i]];
            squares += weight * weight;
            numbers.Add(found[i]);
            weights.Add(weight);
            i = end;
        }

        var scale = squares > 0 ? share / MathF.Sqrt(squares) : 0;
        for (var i = from; i < weights.Count; i++) weights[i] *= scale;
    }

    private static void CountOnce(Span<uint> hashes, Dictionary<uint, int> counts)
    {
        hashes.Sort();
        for (var i = 0; i < hashes.Length; i++)
        {
            if (i == 0 || hashes[i] != hashes[i - 1]) CollectionsMarshal.GetValueRefOrAddDefault(counts, hashes[i], out _)++;
        }
    }

    private static int Floor(int[] counts, int most)
    {
        if (counts.Length <= most) return 1;
        Array.Sort(counts);
        return counts[counts.Length - most] + 1;
    }

    private static Dictionary<uint, int> Number(Dictionary<uint, int> counts, int floor, int texts, List<float> rarity)
    {
        var numbers = new Dictionary<uint, int>();
        foreach (var (hash, count) in counts.OrderBy(pair => pair.Key))
        {
            if (count < floor) continue;
            numbers[hash] = rarity.Count;
            rarity.Add(MathF.Log((1f + texts) / (1f + count)) + 1);
        }

        return numbers;
    }
}
