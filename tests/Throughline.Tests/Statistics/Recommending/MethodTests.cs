using FsCheck.Fluent;
using Throughline.Statistics.Recommending;

namespace Throughline.Tests.Statistics.Recommending;

/// <summary>Three customers of a shop with tea (0), cups (1), biscuits (2) and jam (3).</summary>
public class MethodTests
{
    private const int Tea = 0;
    private const int Cups = 1;
    private const int Biscuits = 2;
    private const int Jam = 3;

    private static readonly PurchaseLog Shop = PurchaseLog.From(
        [new(0, Tea, 1), new(0, Cups, 1), new(0, Tea, 8), new(1, Tea, 2), new(1, Biscuits, 2), new(2, Tea, 9), new(2, Cups, 9), new(2, Jam, 10)], 3, 4);

    [Fact]
    public void Item_kNN_is_the_cosine_over_customers()
    {
        var links = ItemNeighbours.Fit(Shop, neighbours: 4, shrinkage: 0).LinksOf(Tea).ToDictionary(l => l.Item, l => l.Score);
        Assert.Equal(2 / Math.Sqrt(3 * 2), links[Cups], 1e-6);
        Assert.Equal(1 / Math.Sqrt(3), links[Biscuits], 1e-6);
        Assert.Equal(2 / (Math.Sqrt(6) + 5), ItemNeighbours.Fit(Shop, 4, 5).LinksOf(Tea)[0].Score, 1e-6);
        Assert.Single(ItemNeighbours.Fit(Shop, neighbours: 1).LinksOf(Tea));
    }

    [Fact]
    public void Bought_together_is_the_share_of_baskets_drawn_towards_the_overall_share()
    {
        var counts = CoPurchase.Count(Shop);
        Assert.Equal(5, counts.Baskets);
        Assert.Equal(2 / 4.0, counts.Probability(Tea, Cups, shrinkage: 0));
        Assert.Equal((2 + 20 * 2 / 5.0) / 24, counts.Probability(Tea, Cups, shrinkage: 20), 12);
        Assert.Equal(0, counts.Probability(Jam, Tea, shrinkage: 0));
        Assert.Equal(0, CoPurchase.Count(PurchaseLog.From([], 0, 4)).Probability(Tea, Cups));
    }

    [Fact]
    public void Baskets_added_one_by_one_count_as_if_they_had_been_there()
    {
        var grown = CoPurchase.Count(PurchaseLog.From([], 0, 4));
        foreach (var basket in new int[][] { [Tea, Cups], [Tea], [Tea, Biscuits], [Tea, Cups], [Jam] }) grown.Add(basket);
        var (one, other) = (grown.ToLinks(), CoPurchase.Count(Shop).ToLinks());
        for (var item = 0; item < 4; item++) Assert.Equal(other.LinksOf(item), one.LinksOf(item));
        Assert.Throws<ArgumentOutOfRangeException>(() => grown.Add([4]));
    }

    [Fact]
    public void Popularity_ages_and_takes_new_purchases_at_once()
    {
        var fitted = RecentPopularity.Fit(Shop, Decay.Over(14), 10);
        var grown = RecentPopularity.Fit(Shop.Before(9), Decay.Over(14), 8);
        foreach (var purchase in Shop.All().Where(p => p.Day >= 9).OrderBy(p => p.Day)) grown.Add(purchase);
        Assert.Equal(Scores(fitted, Shop.Of(0, 10)), Scores(grown, Shop.Of(0, 10)), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(Math.Exp(-9 / 14.0) + Math.Exp(-1 / 14.0), Scores(fitted, Shop.Of(0, 10))[Cups], 1e-5);
        Assert.Equal([3, 2, 1, 1], Scores(RecentPopularity.OfBuyers(Shop, Decay.None, 10), Shop.Of(0, 10)));
    }

    [Fact]
    public void Own_history_counts_the_days_an_item_was_bought()
    {
        Assert.Equal([2, 1, 0, 0], Scores(new OwnHistory(4, Decay.None), Shop.Of(0, 10)));
        Assert.Equal(Math.Exp(-9 / 30.0) + Math.Exp(-2 / 30.0), Scores(new OwnHistory(4, Decay.Over(30)), Shop.Of(0, 10))[Tea], 1e-6);
    }

    [Fact]
    public void Baskets_like_the_customers_latest_speak_for_what_is_in_them()
    {
        var scores = Scores(SimilarBaskets.Fit(Shop), Shop.Of(1, 10));
        Assert.True(scores[Cups] > 0);
        Assert.Equal(0, scores[Jam]);
        Assert.Equal(new float[4], Scores(SimilarBaskets.Fit(Shop), new History([], [], 10)));
    }

    [Fact]
    public void A_blend_does_not_care_about_the_scale_of_its_parts()
    {
        var (own, popular) = (new OwnHistory(4, Decay.None), RecentPopularity.OfBuyers(Shop, Decay.None, 10));
        Assert.Equal([1.5f, 0.5f + 2 / 6f, 1 / 6f, 1 / 6f], Scores(new Blend((own, 1), (popular, 0.5)), Shop.Of(0, 10)), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Throws<ArgumentException>(() => new Blend());
        Assert.Throws<ArgumentException>(() => new Blend((own, 1), (new OwnHistory(5, Decay.None), 1)));
        Assert.Throws<ArgumentException>(() => new Blend((own, double.NaN)));
    }

    [Fact]
    public void A_recommendation_names_the_purchases_it_comes_from()
    {
        var links = ItemNeighbours.Fit(Shop, 4, 0, Decay.Over(10));
        var because = links.Explain(Shop.Of(0, 10), Biscuits);
        Assert.Equal([Tea], because.Select(b => b.Bought));
        Assert.Equal(1, because[0].Share, 12);
        var jam = links.Explain(Shop.Of(0, 10), Jam);
        Assert.Equal([Tea, Cups], jam.Select(b => b.Bought));
        Assert.Equal(1, jam.Sum(b => b.Share), 12);
        Assert.Empty(links.Explain(new History([], [], 10), Jam));
    }

    [Fact]
    public void The_best_are_the_best_of_a_sort()
    {
        Prop.ForAll<sbyte[], byte>((scores, most) =>
        {
            float[] floats = [.. scores.Select(s => (float)s)];
            var expected = floats.Select((s, i) => new Scored(i, s)).Where(s => s.Item % 3 != 1).OrderByDescending(s => s.Score).ThenBy(s => s.Item).Take(most);
            return TopItems.Select(floats, most, Enumerable.Range(0, 300).Where(i => i % 3 == 1).ToHashSet()).SequenceEqual(expected);
        }).Hold();
        Assert.Equal([2], TopItems.Select([float.NaN, float.NegativeInfinity, 1], 3).Select(s => s.Item));
    }

    [Fact]
    public void A_customer_with_ten_thousand_purchases_is_served()
    {
        var log = PurchaseLog.From(
            Enumerable.Range(0, 10_000).Select(i => new Purchase(0, i % 2_000, i / 10)).Append(new(1, 0, 5)).Append(new(1, 1, 5)), 2, 2_000);
        foreach (IRecommender method in new IRecommender[]
        { ItemNeighbours.Fit(log), SimilarBaskets.Fit(log), CoPurchase.Count(log).ToLinks(), new OwnHistory(2_000, Decay.Over(60))
        })
        {
            Assert.All(Scores(method, log.Of(0, 1_000)), score => Assert.True(float.IsFinite(score)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_decay_takes_time(double days) => Assert.Throws<ArgumentOutOfRangeException>(() => Decay.Over(days));

    private static float[] Scores(IRecommender method, History history)
    {
        var scores = new float[method.Items];
        Array.Fill(scores, 99);
        method.Score(history, scores);
        return scores;
    }
}
