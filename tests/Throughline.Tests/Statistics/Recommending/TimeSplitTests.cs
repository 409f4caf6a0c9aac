using Throughline.Statistics.Recommending;

namespace Throughline.Tests.Statistics.Recommending;

public class TimeSplitTests
{
    /// <summary>Anna and Ben bought before day 10 and after; Cleo only before, Dora only after. Eve buys again what she had.</summary>
    private static readonly PurchaseLog Log = PurchaseLog.From(
        [
            new(0, 0, 1), new(0, 1, 1), new(0, 0, 1), new(0, 2, 10), new(0, 0, 10), new(0, 3, 11),
            new(1, 0, 2), new(1, 3, 15), new(2, 0, 3), new(2, 1, 4), new(3, 1, 12), new(4, 0, 5), new(4, 0, 20),
        ], 5, 4);

    [Fact]
    public void Repeats_within_a_day_count_once() => Assert.Equal(12, Log.Count);

    [Fact]
    public void Only_customers_seen_on_both_sides_are_asked_about()
    {
        var split = new TimeSplit(Log, 10);
        Assert.Equal(3, split.TestCustomers);
        Assert.Equal(6, split.Train.Count);
    }

    [Fact]
    public void The_first_basket_on_or_after_the_day_is_foretold()
    {
        Assert.Equal([0, 2], Log.FirstBasketFrom(0, 10));
        Assert.Equal([3], Log.FirstBasketFrom(0, 11));
        Assert.Empty(Log.FirstBasketFrom(2, 10));
    }

    [Fact]
    public void Figures_over_all_items_are_those_of_a_hand_count()
    {
        var all = new TimeSplit(Log, 10).Judge(new Fixed([4, 3, 2, 1]), 2, onlyNew: false);
        // Lists are 0, 1 for all three; baskets are {0, 2}, {3} and {0}.
        Assert.Equal(3, all.Customers);
        Assert.Equal(2 / 3.0, all.HitRate, 12);
        Assert.Equal((0.5 + 0 + 1) / 3, all.Recall, 12);
        Assert.Equal((1 / (1 + 1 / Math.Log2(3)) + 0 + 1) / 3, all.Ndcg, 12);
        Assert.Equal(0.5, all.Coverage, 12);
        Assert.Equal((-Math.Log2(4 / 5.0) - Math.Log2(2 / 5.0)) / 2, all.Novelty, 12);
    }

    [Fact]
    public void Figures_over_new_items_leave_out_who_bought_nothing_new()
    {
        var fresh = new TimeSplit(Log, 10).Judge(new Fixed([4, 3, 2, 1]), 2, onlyNew: true);
        // Anna is offered 2 and 3 and takes 2; Ben is offered 1 and 2 and takes 3; Eve takes nothing new.
        Assert.Equal(2, fresh.Customers);
        Assert.Equal(0.5, fresh.HitRate, 12);
        Assert.Equal(0.5, fresh.Recall, 12);
        Assert.Equal(0.75, fresh.Coverage, 12);
    }

    [Fact]
    public void A_split_with_nobody_on_both_sides_gives_zeros()
    {
        var none = new TimeSplit(Log, 100).Judge(new Fixed([4, 3, 2, 1]), 2, onlyNew: false);
        Assert.Equal(new Evaluation(0, 0, 0, 0, 0, 0), none);
    }

    [Fact]
    public void A_customer_or_item_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PurchaseLog.From([new(0, 4, 1)], 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => PurchaseLog.From([new(-1, 0, 1)], 1, 4));
    }

    private sealed class Fixed(float[] fixedScores) : IRecommender
    {
        public int Items => fixedScores.Length;

        public void Score(History history, Span<float> scores) => fixedScores.CopyTo(scores);
    }
}
