namespace Throughline.Statistics.Text;

/// <summary>
/// Texts that say nearly the same in nearly the same words: min-hash signatures and banding find candidates (Broder 1997; Leskovec, Rajaraman and Ullman,
/// "Mining of Massive Datasets", chapter 3), and each pair found is checked by its exact Jaccard similarity over pieces of characters and words.
/// </summary>
public static class NearDuplicates
{
    private const int Hashes = 128;
    private const int Rows = 4;

    /// <summary>
    /// Groups of two or more texts, as indexes, in order of appearance. Texts of one group are linked by pairs of at least <paramref name="leastSimilarity"/>.
    /// Of pairs at 0.8, 99.99…% are found; below 0.5 pairs begin to be missed. Empty texts are alike to none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The similarity is not in [0.5, 1].</exception>
    public static IReadOnlyList<int[]> Groups(IReadOnlyList<string> texts, double leastSimilarity = 0.8, CancellationToken ct = default)
    {
        if (!(leastSimilarity is >= 0.5 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(leastSimilarity), leastSimilarity, "A similarity is from 0.5 to 1.");
        var reader = new TextTerms();
        var sets = new uint[texts.Count][];
        for (var i = 0; i < sets.Length; i++) sets[i] = Pieces(texts[i], reader);
        var signatures = new uint[texts.Count][];
        Parallel.For(0, sets.Length, new ParallelOptions { CancellationToken = ct }, i => signatures[i] = Signature(sets[i]));

        var parent = Enumerable.Range(0, sets.Length).ToArray();
        for (var band = 0; band < Hashes; band += Rows)
        {
            ct.ThrowIfCancellationRequested();
            var buckets = new Dictionary<(uint, uint, uint, uint), List<int>>();
            for (var i = 0; i < sets.Length; i++)
            {
                if (sets[i].Length == 0) continue;
                var s = signatures[i].AsSpan(band, Rows);
                var bucket = System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(buckets, (s[0], s[1], s[2], s[3]), out _) ??= [];
                Link(i, bucket, sets, parent, leastSimilarity);
            }
        }

        return [.. Enumerable.Range(0, sets.Length).GroupBy(i => Root(parent, i)).Where(g => g.Count() > 1).Select(g => g.ToArray())];
    }

    /// <summary>The share of pieces that two texts have in common, in [0, 1]; 0 when either is empty.</summary>
    public static double Similarity(string one, string other)
    {
        var reader = new TextTerms();
        return Jaccard(Pieces(one, reader), Pieces(other, reader));
    }

    /// <summary>Compares with those of the bucket that are not linked yet; an exact copy need not stand in it twice.</summary>
    private static void Link(int i, List<int> bucket, uint[][] sets, int[] parent, double leastSimilarity)
    {
        foreach (var other in bucket)
        {
            var (own, its) = (Root(parent, i), Root(parent, other));
            if (own != its && Jaccard(sets[i], sets[other]) >= leastSimilarity) parent[Math.Max(own, its)] = Math.Min(own, its);
        }

        if (bucket.Count == 0 || !sets[i].AsSpan().SequenceEqual(sets[bucket[0]])) bucket.Add(i);
    }

    private static uint[] Pieces(string text, TextTerms reader)
    {
        reader.Read(text);
        uint[] pieces = [.. reader.Pieces, .. reader.Words];
        Array.Sort(pieces);
        var count = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i == 0 || pieces[i] != pieces[i - 1]) pieces[count++] = pieces[i];
        }

        return pieces[..count];
    }

    private static uint[] Signature(uint[] set)
    {
        var signature = new uint[Hashes];
        for (var h = 0; h < Hashes; h++)
        {
            var (odd, shift) = ((uint)(0x9E3779B1u * (2 * h + 1)) | 1, 0x85EBCA77u * (uint)(h + 1));
            var least = uint.MaxValue;
            foreach (var piece in set)
            {
                var mixed = (piece ^ shift) * odd;
                mixed ^= mixed >> 15;
                mixed *= 0x2C1B3C6D;
                mixed ^= mixed >> 13;
                least = Math.Min(least, mixed);
            }

            signature[h] = least;
        }

        return signature;
    }

    private static double Jaccard(uint[] one, uint[] other)
    {
        var (i, j, both) = (0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            if (one[i] == other[j]) (i, j, both) = (i + 1, j + 1, both + 1);
            else if (one[i] < other[j]) i++;
            else j++;
        }

        var either = one.Length + other.Length - both;
        return either == 0 ? 0 : both / (double)either;
    }

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }
}
