using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Tests.Statistics.Scores;

public class ProportionTests
{
    // Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
    [Theory]
    [InlineData(48, 80, 56, 70, 0.0524, 0.3339)]
    [InlineData(3, 10, 9, 10, 0.1705, 0.8090)]
    [InlineData(0, 20, 10, 10, 0.6791, 1.0000)]
    [InlineData(0, 10, 10, 10, 0.6075, 1.0000)]
    public void Newcombes_published_differences_come_out(long k1, long n1, long k2, long n2, double low, double high)
    {
        var interval = Proportion.Newcombe(k1, n1, k2, n2).Interval;
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Theory]
    [InlineData(0, 10, 0, 0.308497)]
    [InlineData(10, 10, 0.691503, 1)]
    [InlineData(5, 10, 0.187086, 0.812914)]
    public void The_exact_interval_comes_out(long k, long n, double low, double high)
    {
        var interval = Proportion.ClopperPearson(k, n).Interval;
        Assert.Equal(low, interval.Low, 6);
        Assert.Equal(high, interval.High, 6);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(0, 1_000_000_000)]
    [InlineData(999_999_999, 1_000_000_000)]
    [InlineData(500_000_000, 1_000_000_000)]
    public void Wilson_has_width_and_holds_the_share_at_every_edge(long k, long n)
    {
        var estimate = Proportion.Wilson(k, n);
        Assert.True(estimate.Interval.Width > 0);
        Assert.True(estimate.Interval.Contains(estimate.Value));
        Assert.InRange(estimate.Interval.Low, 0, 1);
        Assert.InRange(estimate.Interval.High, 0, 1);
    }

    [Theory]
    [InlineData(5, 0, "empty")]
    [InlineData(5, 4, "countBeyondTotal")]
    [InlineData(-1, 4, "negative")]
    public void Impossible_counts_are_refused(long k, long n, string code) =>
        Assert.Equal(code, Assert.Throws<StatisticsException>(() => Proportion.Wilson(k, n)).Code);

    [Fact]
    public void Satisfaction_counts_the_satisfied_boxes()
    {
        var csat = CustomerSatisfaction.Of([1, 2, 3, 4, 5, 5], satisfiedFrom: 4, highest: 5);
        Assert.Equal(0.5, csat.Value);
        Assert.Equal(6, csat.N);
        Assert.Equal("offTheScale", Assert.Throws<StatisticsException>(() => CustomerSatisfaction.Of([6], 4, 5)).Code);
    }

    [Fact]
    public void A_change_of_satisfaction_has_its_interval_and_test()
    {
        var change = CustomerSatisfaction.Between(48, 80, 56, 70);
        Assert.Equal(0.2, change.Difference, 12);
        Assert.Equal(0.0524, change.Interval.Low, 4);
        Assert.Equal(0.2 / Math.Sqrt(104 / 150.0 * (46 / 150.0) * (1 / 80.0 + 1 / 70.0)), change.Z, 9);
    }

    [Fact]
    public void Satisfaction_that_is_full_on_both_sides_has_not_changed() =>
        Assert.Equal(1, CustomerSatisfaction.Between(5, 5, 9, 9).PValue);
}
