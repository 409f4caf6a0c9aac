namespace Throughline.Statistics.Text;

/// <summary>Groups texts by what they say, without given topics.</summary>
public static class TextClusters
{
    /// <summary>The most texts that <see cref="Agglomerate"/> takes: its memory is 4 bytes a pair.</summary>
    public const int MostAgglomerated = 5_000;

    /// <summary>
    /// Spherical k-means with k-means++ seeding (Dhillon and Modha 2001; Arthur and Vassilvitskii 2007): the group of each text, from 0. Fewer
    /// groups come out when there are fewer different texts. The same seed gives the same groups.
    /// </summary>
    public static int[] KMeans(IReadOnlyList<string> texts, int groups, int seed = 1, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (texts.Count == 0) return [];
        var (vectors, terms) = TextVectors.Of(texts);
        return SphericalKMeans.Fit(vectors, terms, Math.Min(groups, texts.Count), seed, ct);
    }

    /// <summary>
    /// Agglomerative clustering by average cosine: groups are joined, nearest first, while their mean similarity is at least
    /// <paramref name="leastSimilarity"/>, in (0, 1]. The group of each text, numbered from 0 by first appearance. O(texts²).
    /// </summary>
    /// <exception cref="CannotFitException">More than <see cref="MostAgglomerated"/> texts (<c>too_many_texts</c>): group them with
    /// <see cref="KMeans"/> first.</exception>
    public static int[] Agglomerate(IReadOnlyList<string> texts, double leastSimilarity = 0.3, CancellationToken ct = default)
    {
        if (!(leastSimilarity is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(leastSimilarity), leastSimilarity, "A similarity is above 0 and at most 1.");
        if (texts.Count > MostAgglomerated)
            throw new CannotFitException("too_many_texts", $"At most {MostAgglomerated} texts can be joined pair by pair; there are {texts.Count}.");
        return texts.Count == 0 ? [] : AverageLinkage.Fit(TextVectors.Of(texts).Vectors, leastSimilarity, ct);
    }
}
