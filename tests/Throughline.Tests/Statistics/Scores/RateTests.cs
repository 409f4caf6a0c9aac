using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Tests.Statistics.Scores;

public class RateTests
{
    // Garwood 1936, table of 95 % limits.
    [Theory]
    [InlineData(0, 0, 3.6889)]
    [InlineData(1, 0.0253, 5.5716)]
    [InlineData(10, 4.7954, 18.3904)]
    [InlineData(50, 37.1110, 65.9188)]
    public void Garwoods_limits_come_out(long events, double low, double high)
    {
        var rate = EventRate.Of(events, 1);
        Assert.Equal(low, rate.Interval.Low, 4);
        Assert.Equal(high, rate.Interval.High, 4);
    }

    [Fact]
    public void A_billion_events_have_an_interval_of_the_right_width()
    {
        var rate = EventRate.Of(1_000_000_000, 1_000_000_000);
        Assert.Equal(2 * 1.959964 / Math.Sqrt(1e9), rate.Interval.Width, 1e-8);
        Assert.True(rate.Interval.Contains(1));
    }

    // The worked example of R's poisson.test: 11 cases in 800 against 21 in 3011.
    [Fact]
    public void The_exact_rate_ratio_comes_out()
    {
        var ratio = RateRatio.Of(6 + 8 + 7, 1083 + 1050 + 878, 11, 800);
        Assert.Equal(1.971488, ratio.Ratio!.Value, 5);
        Assert.Equal(0.8584264, ratio.Interval.Low, 6);
        Assert.Equal(4.2772659, ratio.Interval.High, 6);
        Assert.Equal(0.07967, ratio.MinimumLikelihoodPValue, 5);
    }

    [Fact]
    public void Nothing_before_leaves_the_ratio_open_above()
    {
        var ratio = RateRatio.Of(0, 100, 5, 100);
        Assert.Null(ratio.Ratio);
        Assert.Equal(double.PositiveInfinity, ratio.Interval.High);
        Assert.Equal(0.0625, ratio.PValue, 9);
    }

    [Fact]
    public void Nothing_after_leaves_the_ratio_at_nought()
    {
        var ratio = RateRatio.Of(5, 100, 0, 100);
        Assert.Equal(0, ratio.Ratio);
        Assert.Equal(0, ratio.Interval.Low);
        Assert.True(double.IsFinite(ratio.Interval.High));
    }

    [Fact]
    public void A_rate_ratio_of_a_billion_events_is_quick_and_finite()
    {
        var ratio = RateRatio.Of(1_000_000_000, 1e9, 1_000_100_000, 1e9);
        Assert.InRange(ratio.PValue, 0.02, 0.03);
        Assert.Equal(ratio.PValue, ratio.MinimumLikelihoodPValue, 6);
    }

    [Fact]
    public void A_ratio_of_nothing_is_refused() =>
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => RateRatio.Of(0, 1, 0, 1)).Code);

    [Theory]
    [InlineData(-1, 1, "negative")]
    [InlineData(1, 0, "notPositive")]
    [InlineData(1, double.NaN, "notFinite")]
    public void Rates_of_nothing_are_refused(long events, double exposure, string code) =>
        Assert.Equal(code, Assert.Throws<StatisticsException>(() => EventRate.Of(events, exposure)).Code);

    // For small n the exact p is the plain sum over outcomes no likelier than the one seen.
    [Fact]
    public void The_exact_test_is_the_sum_over_unlikely_outcomes()
    {
        for (var n = 1; n <= 12; n++)
            foreach (var p in new[] { 0.05, 0.3, 0.5, 0.81 })
                for (var k = 0; k <= n; k++)
                {
                    var likely = Enumerable.Range(0, n + 1).Select(x => Choose(n, x) * Math.Pow(p, x) * Math.Pow(1 - p, n - x)).ToArray();
                    var byHand = likely.Where(l => l <= likely[k] * (1 + 1e-7)).Sum();
                    Assert.Equal(Math.Min(1, byHand), BinomialTest.MinimumLikelihood(k, n, p), 1e-10);
                    var tails = Math.Min(likely.Take(k + 1).Sum(), likely.Skip(k).Sum());
                    Assert.Equal(Math.Min(1, 2 * tails), BinomialTest.Doubled(k, n, p), 1e-10);
                }
    }

    [Theory]
    [InlineData(0.05, 12, 0.459640)]
    [InlineData(0, 12, 0)]
    [InlineData(1, 0.5, 1)]
    public void Churn_compounds(double churn, double periods, double expected) =>
        Assert.Equal(expected, Retention.CompoundChurn(churn, periods), 6);

    [Fact]
    public void Retention_and_churn_add_up_to_one()
    {
        var kept = Retention.FromBalance(atStart: 200, atEnd: 210, arrived: 30);
        var lost = Retention.Churn(20, 200);
        Assert.Equal(0.9, kept.Value, 12);
        Assert.Equal(1, kept.Value + lost.Value, 12);
        Assert.Equal(1, kept.Interval.Low + lost.Interval.High, 9);
    }

    [Fact]
    public void Everybody_leaving_is_a_retention_of_nought_and_impossible_balances_are_refused()
    {
        Assert.Equal(0, Retention.FromBalance(10, 0, 0).Value);
        Assert.Equal("countBeyondTotal", Assert.Throws<StatisticsException>(() => Retention.FromBalance(10, 5, 6)).Code);
        Assert.Equal("countBeyondTotal", Assert.Throws<StatisticsException>(() => Retention.FromBalance(10, 15, 2)).Code);
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => Retention.FromBalance(0, 15, 15)).Code);
    }

    private static double Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (c, i) => c * (n - k + i) / i);
}
