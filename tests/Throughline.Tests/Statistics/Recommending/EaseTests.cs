using Throughline.Statistics;
using Throughline.Statistics.Recommending;

namespace Throughline.Tests.Statistics.Recommending;

public class EaseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(191)]
    [InlineData(192)]
    [InlineData(193)]
    [InlineData(400)]
    public void Links_are_those_of_the_closed_form_at_every_size_of_block(int items)
    {
        var log = Random(60, items, 6, seed: items);
        using var ease = Ease.Fit(log, new(Lambda: 3));
        var links = ease.ToLinks(items);
        var expected = Naive(log, 3);
        Assert.True(ease.Residual < 1e-4);
        for (var i = 0; i < items; i++)
        {
            var row = links.LinksOf(i).ToDictionary(l => l.Item, l => l.Score);
            for (var j = 0; j < items; j++) Assert.Equal(i == j ? 0 : expected[i, j], row.GetValueOrDefault(j), 1e-4);
        }
    }

    [Fact]
    public void A_few_best_sellers_do_not_spoil_single_precision()
    {
        var log = PurchaseLog.From(
            Enumerable.Range(0, 20_000).SelectMany(c => new Purchase[] { new(c, 0, 1), new(c, c % 2, 1), new(c, 2 + c % 50, 1) }), 20_000, 52);
        using var ease = Ease.Fit(log, new(Lambda: 1));
        var (links, expected) = (ease.ToLinks(52), Naive(log, 1));
        foreach (var i in new[] { 0, 1, 2, 51 })
        {
            foreach (var link in links.LinksOf(i)) Assert.Equal(expected[i, link.Item], link.Score, 1e-3);
        }
    }

    [Fact]
    public void New_purchases_change_the_model_exactly_as_a_new_fit_would()
    {
        var all = Random(80, 220, 8, seed: 3).All().ToArray();
        using var grown = Ease.Fit(PurchaseLog.From(all.Where(p => p.Customer < 70 && !(p.Customer < 10 && p.Day > 2)), 80, 220), new(Lambda: 2));
        for (var customer = 0; customer < 80; customer++)
        {
            if (customer is >= 10 and < 70) continue;
            var now = all.Where(p => p.Customer == customer).Select(p => p.Item).ToArray();
            grown.Replace(customer < 10 ? all.Where(p => p.Customer == customer && p.Day <= 2).Select(p => p.Item).ToArray() : [], now);
        }

        // Items that nobody had bought before take no part until the next full fit.
        var known = all.Where(p => p.Customer < 70 && !(p.Customer < 10 && p.Day > 2)).Select(p => p.Item).ToHashSet();
        var expected = Naive(PurchaseLog.From(all.Where(p => known.Contains(p.Item)), 80, 220), 2);
        var links = grown.ToLinks(220);
        for (var i = 0; i < 220; i++)
        {
            foreach (var link in links.LinksOf(i)) Assert.Equal(expected[i, link.Item], link.Score, 2e-4);
        }
    }

    [Fact]
    public void Purchases_that_nobody_made_cannot_be_taken_back()
    {
        var log = PurchaseLog.From(Enumerable.Range(0, 50).Select(i => new Purchase(i, i, 1)), 50, 50);
        using var ease = Ease.Fit(log, new(Lambda: 0.1));
        var before = ease.ToLinks(50).LinksOf(3).ToArray();
        Assert.Throws<ArgumentException>(() => ease.Replace([.. Enumerable.Range(0, 50)], []));
        Assert.Equal(before, ease.ToLinks(50).LinksOf(3));
    }

    [Fact]
    public void Only_the_strongest_links_are_kept()
    {
        using var ease = Ease.Fit(Random(60, 40, 6, seed: 1), new(Lambda: 3));
        var (all, few) = (ease.ToLinks(40), ease.ToLinks(5));
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(all.LinksOf(i).OrderByDescending(l => Math.Abs(l.Score)).Take(5).Select(l => l.Item).Order(),
                few.LinksOf(i).Select(l => l.Item).Order());
        }
    }

    [Fact]
    public void Of_a_hundred_thousand_items_the_most_bought_take_part()
    {
        var random = new Random(2);
        var log = PurchaseLog.From(
            Enumerable.Range(0, 200_000).Select(_ => new Purchase(random.Next(20_000), (int)(100_000 * Math.Pow(random.NextDouble(), 6)), random.Next(100))),
            20_000,
            100_000);
        using var ease = Ease.Fit(log, new(Lambda: 50, MostItems: 300));
        var links = ease.ToLinks(20);
        Assert.Equal(300, Enumerable.Range(0, 100_000).Count(i => links.LinksOf(i).Count > 0));
        Assert.Empty(links.LinksOf(99_999));
        Assert.Equal(100_000, ItemNeighbours.Fit(log).Items);
    }

    [Fact]
    public void Ageing_weighs_both_purchases_of_a_pair()
    {
        var log = PurchaseLog.From([new(0, 0, 0), new(0, 1, 0), new(1, 0, 60), new(1, 2, 60)], 2, 3);
        using var ease = Ease.Fit(log, new(1, Decay: Decay.Over(60), Today: 60));
        var links = ease.ToLinks(3).LinksOf(0).ToDictionary(l => l.Item, l => l.Score);
        // X has rows (w, w, 0) and (1, 0, 1) with w = 1/e; G = XᵀX + I.
        var w = Math.Exp(-2);
        var expected = Invert(new double[,] { { w + 2, w, 1 }, { w, w + 1, 0 }, { 1, 0, 2 } });
        Assert.Equal(-expected[0, 1] / expected[1, 1], links[1], 1e-5);
        Assert.Equal(-expected[0, 2] / expected[2, 2], links[2], 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_penalty_that_is_not_above_zero_is_refused(double lambda) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Ease.Fit(Random(5, 5, 2, 1), new(lambda)));

    [Fact]
    public void No_purchase_is_a_named_error() =>
        Assert.Equal("no_purchases", Assert.Throws<CannotFitException>(() => Ease.Fit(PurchaseLog.From([], 3, 3), new())).Code);

    [Fact]
    public void A_fit_stops_when_it_is_told_to() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Ease.Fit(Random(20, 20, 3, 1), new(), new CancellationToken(true)));

    internal static PurchaseLog Random(int customers, int items, int each, int seed)
    {
        var random = new Random(seed);
        return PurchaseLog.From(
            from customer in Enumerable.Range(0, customers)
            from nth in Enumerable.Range(0, each)
            select new Purchase(customer, (int)(items * random.NextDouble() * random.NextDouble()), nth), customers, items);
    }

    private static double[,] Naive(PurchaseLog log, double lambda)
    {
        var gram = new double[log.Items, log.Items];
        for (var customer = 0; customer < log.Customers; customer++)
        {
            var bought = log.Of(customer, 0).Items.ToArray().Distinct().ToArray();
            foreach (var i in bought)
            {
                foreach (var j in bought) gram[i, j]++;
            }
        }

        for (var i = 0; i < log.Items; i++) gram[i, i] += lambda;
        var inverse = Invert(gram);
        var links = new double[log.Items, log.Items];
        for (var i = 0; i < log.Items; i++)
        {
            for (var j = 0; j < log.Items; j++) links[i, j] = -inverse[i, j] / inverse[j, j];
        }

        return links;
    }

    private static double[,] Invert(double[,] matrix) => MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfArray(matrix).Inverse().ToArray();
}
