using Throughline.Statistics.Numerics;

namespace Throughline.Tests.Statistics.Numerics;

/// <summary>Reference figures by arbitrary-precision arithmetic (mpmath, 40 digits).</summary>
public class TailTests
{
    [Theory]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(-10, 7.6198530241605261e-24)]
    [InlineData(-37, 5.7255712225245768e-300)]
    [InlineData(2.5, 0.99379033467422386)]
    public void The_normal_keeps_its_tails(double z, double cdf)
    {
        AssertClose(cdf, StandardNormal.Cdf(z), 1e-12);
        AssertClose(cdf, StandardNormal.UpperTail(-z), 1e-12);
    }

    [Theory]
    [InlineData(1e-10, -6.3613409024040562)]
    [InlineData(0.975, 1.9599639845400542)]
    [InlineData(1e-300, -37.047096299361199)]
    [InlineData(0.3, -0.52440051270804078)]
    [InlineData(1e-6, -4.7534243088228989)]
    public void The_normal_quantile_is_the_inverse(double p, double z) => AssertClose(z, StandardNormal.Quantile(p), 1e-12);

    [Theory]
    [InlineData(2.5, 3.7, 0.035911011455913388)]
    [InlineData(30, 5, 3.859324310248026e-7)]
    [InlineData(1.02, 5841.742032, 0.15388534990861431)]
    [InlineData(6, 1e6, 9.8692490617721733e-10)]
    public void Students_t_keeps_its_tails(double t, double dof, double tail)
    {
        AssertClose(tail, StudentT.UpperTail(t, dof), 1e-11);
        AssertClose(tail, StudentT.Cdf(-t, dof), 1e-11);
    }

    [Theory]
    [InlineData(0.975, 5841.742032, 1.9603701569544878)]
    [InlineData(0.975, 1, 12.706204736174705)]
    [InlineData(0.9995, 2.5, 18.277893528130648)]
    [InlineData(0.975, 10, 2.2281388519862747)]
    [InlineData(0.5, 7, 0)]
    public void Students_quantile_is_the_inverse(double p, double dof, double t) => AssertClose(t, StudentT.Quantile(p, dof), 1e-11);

    [Fact]
    public void Students_t_becomes_the_normal_at_a_billion_degrees() =>
        AssertClose(StandardNormal.UpperTail(2), StudentT.UpperTail(2, 1e9), 1e-7);

    [Theory]
    [InlineData(0.5, 0.5, 0.01, 0.063768560858519848, 0.93623143914148015)]
    [InlineData(2, 3, 1e-12, 5.999999999992e-24, 1)]
    [InlineData(300, 700, 0.25, 0.00017989197772738935, 0.99982010802227261)]
    [InlineData(300, 700, 0.4, 0.9999999999765105, 2.3489495515115994e-11)]
    [InlineData(3e8, 7e8, 0.30003, 1 - 0.019218379963266029, 0.019218379963266029)]
    public void The_beta_keeps_both_tails(double a, double b, double x, double lower, double upper)
    {
        AssertClose(lower, IncompleteBeta.Lower(a, b, x), 1e-9);
        AssertClose(upper, IncompleteBeta.Upper(a, b, x), 1e-9);
    }

    [Theory]
    [InlineData(0.1, 1e-20, 0.010511370061117778, 0.98948862993888222)]
    [InlineData(450, 520, 0.99920646440317388, 0.00079353559682612047)]
    [InlineData(450, 380, 0.00025787765800190211, 0.9997421223419981)]
    [InlineData(1.5, 60, 1, 7.7167903556341587e-26)]
    [InlineData(1e5, 101500, 1 - 1.1736845137221691e-6, 1.1736845137221691e-6)]
    [InlineData(1e9, 1000100000, 1 - 0.00078295616195832682, 0.00078295616195832682)]
    public void The_gamma_keeps_both_tails(double a, double x, double lower, double upper)
    {
        AssertClose(lower, IncompleteGamma.Lower(a, x), 1e-9);
        AssertClose(upper, IncompleteGamma.Upper(a, x), 1e-9);
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.001, 3)]
    [InlineData(2, 1000)]
    [InlineData(4e8, 6e8)]
    [InlineData(1, 1e9)]
    public void The_beta_quantile_is_the_inverse(double a, double b)
    {
        foreach (var p in new[] { 1e-9, 0.025, 0.3, 0.5, 0.7, 0.975 })
        {
            var x = IncompleteBeta.Quantile(a, b, p, out var y);

            // Below 1e−300 neighbouring numbers are too far apart to tell probabilities from each other.
            if (x > 1e-300) AssertClose(p, IncompleteBeta.Lower(a, b, x, y), 1e-8);
            else Assert.True(p < IncompleteBeta.Lower(a, b, 1e-300));
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(450)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void The_gamma_quantile_is_the_inverse(double shape)
    {
        foreach (var p in new[] { 1e-9, 0.025, 0.5, 0.7, 0.975 })
            AssertClose(p, IncompleteGamma.Lower(shape, IncompleteGamma.Quantile(shape, p)), 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_quantile_of_no_probability_is_refused(double p)
    {
        Assert.Equal("outOfRange", Assert.Throws<StatisticsException>(() => StandardNormal.Quantile(p)).Code);
        Assert.Equal("outOfRange", Assert.Throws<StatisticsException>(() => StudentT.Quantile(p, 5)).Code);
    }

    private static void AssertClose(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(expected - actual) <= relative * Math.Abs(expected) + 1e-300, $"expected {expected:R}, actual {actual:R}");
}
