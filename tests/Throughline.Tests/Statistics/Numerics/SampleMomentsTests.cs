using Throughline.Statistics.Numerics;

namespace Throughline.Tests.Statistics.Numerics;

public class SampleMomentsTests
{
    [Fact]
    public void Sums_and_observations_agree()
    {
        double[] observed = [3, 1, 4, 1, 5, 9, 2, 6];
        var ofSums = SampleMoments.FromSums(observed.Length, observed.Sum(), observed.Sum(x => x * x));
        var ofThem = SampleMoments.Of(observed);
        Assert.Equal(ofThem.Mean, ofSums.Mean, 12);
        Assert.Equal(ofThem.Variance, ofSums.Variance, 12);
        Assert.Equal(52.875 / 7, ofThem.Variance, 10);
    }

    [Fact]
    public void Equal_observations_have_no_variance_whatever_rounding_does() =>
        Assert.Equal(0, SampleMoments.FromSums(3, 0.3, 3 * 0.1 * 0.1).Variance);

    [Fact]
    public void A_single_observation_has_no_variance() => Assert.Equal(0, SampleMoments.Of([7.0]).Variance);

    [Theory]
    [InlineData(0, 0, 0, "empty")]
    [InlineData(2, 10, 1, "sumsContradict")]
    [InlineData(2, double.NaN, 1, "notFinite")]
    [InlineData(2, 1, double.PositiveInfinity, "notFinite")]
    [InlineData(-1, 1, 1, "negative")]
    [InlineData(1e13, 1, 1, "countTooLarge")]
    public void Sums_that_no_sample_has_are_refused(double n, double sum, double squares, string code) =>
        Assert.Equal(code, Assert.Throws<StatisticsException>(() => SampleMoments.FromSums(n, sum, squares)).Code);

    [Fact]
    public void Infinite_observations_are_refused()
    {
        Assert.Equal("notFinite", Assert.Throws<StatisticsException>(() => SampleMoments.Of([1, double.PositiveInfinity])).Code);
        Assert.Equal("notFinite", Assert.Throws<StatisticsException>(() => SampleMoments.Of([double.MaxValue, double.MaxValue])).Code);
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => SampleMoments.Of([])).Code);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(1, 4)]
    [InlineData(0.25, 1.75)]
    public void A_quantile_lies_between_its_neighbours(double share, double expected) =>
        Assert.Equal(expected, Quantile.OfSorted([1, 2, 3, 4], share), 12);
}
