using Throughline.Statistics;
using Throughline.Statistics.Text;

namespace Throughline.Tests.Statistics.Text;

public class GroupingTests
{
    private static readonly LabelledText[] Questions = [.. TopicModelTests.Shop().Take(240)];
    private static readonly string[] Texts = [.. Questions.Select(q => q.Text)];

    [Fact]
    public void K_means_finds_the_groups_and_the_same_ones_each_time()
    {
        var groups = TextClusters.KMeans(Texts, 6);
        Assert.True(Purity(groups) > 0.9);
        Assert.Equal(groups, TextClusters.KMeans(Texts, 6));
        Assert.Equal(0, groups[0]);
        Assert.Equal(Enumerable.Range(0, groups.Max() + 1), groups.Distinct());
    }

    [Fact]
    public void Agglomeration_joins_what_is_alike_and_nothing_else()
    {
        string[] texts = ["the parcel is late", "my parcel is very late", "refund my money", "please refund the money", "zzz qqq xxx"];
        Assert.Equal([0, 0, 1, 1, 2], TextClusters.Agglomerate(texts, 0.25));
        Assert.Equal([0, 1, 2, 3, 4], TextClusters.Agglomerate(texts, 1));
        Assert.True(Purity(TextClusters.Agglomerate(Texts, 0.3)) > 0.9);
    }

    [Fact]
    public void Agglomeration_by_chains_is_joining_the_nearest_pair_each_time()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var texts = Enumerable.Range(0, 14)
                .Select(_ => string.Join(
                    ' ', Enumerable.Range(0, 5).Select(_ => "alpha bravo charlie delta echo foxtrot golf hotel".Split(' ')[random.Next(8)])))
                .ToArray();
            Assert.Equal(Naive(texts, 0.35), TextClusters.Agglomerate(texts, 0.35));
        }
    }

    [Fact]
    public void Grouping_nothing_or_copies_is_defined()
    {
        Assert.Empty(TextClusters.KMeans([], 3));
        Assert.Empty(TextClusters.Agglomerate([]));
        Assert.Equal([0, 0, 0], TextClusters.KMeans(["same", "same", "same"], 3));
        Assert.Equal(3, TextClusters.KMeans(["", "", "x"], 2).Length);
        Assert.Equal([0, 1, 2], TextClusters.Agglomerate(["", "", "x"]));
        Assert.Equal("too_many_texts", Assert.Throws<CannotFitException>(() => TextClusters.Agglomerate(new string[5_001])).Code);
        Assert.Throws<ArgumentOutOfRangeException>(() => TextClusters.KMeans(["a"], 0));
    }

    [Fact]
    public void Key_phrases_name_a_group_by_what_the_others_do_not_say()
    {
        var topics = Questions.Select(q => q.Topic).Distinct().ToArray();
        var phrases = KeyPhrases.Of(Texts, [.. Questions.Select(q => Array.IndexOf(topics, q.Topic))], 6);
        Assert.Contains(phrases[Array.IndexOf(topics, "refund")], p => p.Phrase.Contains("money", StringComparison.Ordinal) || p.Phrase == "refund");
        Assert.Contains(phrases[Array.IndexOf(topics, "account")], p => p.Phrase.Contains("password", StringComparison.Ordinal));
        Assert.All(phrases.SelectMany(p => p), p => Assert.True(p.Weight > 0));
    }

    [Fact]
    public void A_phrase_weighs_its_share_in_the_group_times_how_rare_it_is()
    {
        var phrases = KeyPhrases.Of(["late parcel", "late", "refund"], [0, 0, 1], 3);
        // Group 0 says late twice, parcel once, "late parcel" once; five phrases in two groups.
        Assert.Equal(2 / 4.0 * Math.Log(1 + 2.5 / 2), phrases[0].Single(p => p.Phrase == "late").Weight, 12);
        Assert.Equal([new KeyPhrase("refund", Math.Log(1 + 2.5))], phrases[1]);
        Assert.Throws<ArgumentException>(() => KeyPhrases.Of(["a"], []));
    }

    [Fact]
    public void Near_copies_are_found_among_many_texts()
    {
        string[] texts =
        [.. Texts.Distinct().Take(60), "My card payment was declined yesterday in the shop, can you help me?",
            "My card payment was declined yesterday in the shop. Can you help me??", "", ""
        ];
        var groups = NearDuplicates.Groups(texts, 0.8);
        var expected = from i in Enumerable.Range(0, texts.Length)
                       from j in Enumerable.Range(i + 1, texts.Length - i - 1)
                       where NearDuplicates.Similarity(texts[i], texts[j]) >= 0.8
                       select (i, j);
        Assert.All(expected, pair => Assert.Contains(groups, g => g.Contains(pair.i) && g.Contains(pair.j)));
        Assert.Contains(groups, g => g.Contains(texts.Length - 4) && g.Contains(texts.Length - 3));
        Assert.DoesNotContain(groups, g => g.Contains(texts.Length - 1));
    }

    [Fact]
    public void A_thousand_copies_are_one_group()
    {
        var group = Assert.Single(NearDuplicates.Groups([.. Enumerable.Repeat("please call me back about my broken kettle", 1_000)]));
        Assert.Equal(1_000, group.Length);
        Assert.Equal(1, NearDuplicates.Similarity("hello there", "Hello  there"));
        Assert.Equal(0, NearDuplicates.Similarity("", ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => NearDuplicates.Groups([], 0.1));
    }

    private static double Purity(int[] groups) =>
        groups.Zip(Questions, (g, q) => (g, q.Topic)).GroupBy(p => p.g).Sum(g => g.CountBy(p => p.Topic).Max(c => c.Value)) / (double)groups.Length;

    /// <summary>Joins the nearest pair by mean similarity until none is near enough.</summary>
    private static int[] Naive(string[] texts, double least)
    {
        var vectors = TextVectors.Of(texts).Vectors;
        var groups = Enumerable.Range(0, texts.Length).Select(i => new List<int> { i }).ToList();
        while (groups.Count > 1)
        {
            var (similarity, one, other) = (from a in groups from b in groups where a != b select (
                Mean: (from i in a from j in b select (double)vectors[i].Dot(vectors[j])).Average(), a, b)).MaxBy(p => p.Mean);
            if (similarity < least) break;
            one.AddRange(other);
            groups.Remove(other);
        }

        var numbers = groups.OrderBy(g => g.Min()).Select((g, number) => (g, number)).SelectMany(p => p.g.Select(i => (i, p.number)))
            .ToDictionary(p => p.i, p => p.number);
        return [.. Enumerable.Range(0, texts.Length).Select(i => numbers[i])];
    }
}
