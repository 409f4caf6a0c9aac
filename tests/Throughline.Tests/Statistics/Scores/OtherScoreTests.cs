using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Tests.Statistics.Scores;

public class OtherScoreTests
{
    [Fact]
    public void Ease_points_the_same_way_in_both_directions()
    {
        double[] answers = [1, 2, 2, 4, 7];
        var hard = CustomerEffort.Of(answers, new(1, 7, HighMeansDifficult: true));
        var easy = CustomerEffort.Of(answers, new(1, 7, HighMeansDifficult: false));
        Assert.Equal(100, hard.Ease + easy.Ease, 9);
        Assert.Equal(0.6, hard.Easy.Value, 12);
        Assert.Equal(0.2, easy.Easy.Value, 12);
    }

    [Fact]
    public void Ease_has_students_interval()
    {
        // Mean 4, standard deviation √2.5, n = 5, t(4) = 2.776445; a step of the scale is 100/6 points.
        var effort = CustomerEffort.Of([2, 3, 4, 5, 6], new(1, 7, HighMeansDifficult: false));
        var halfWidth = 2.776445 * Math.Sqrt(2.5 / 5) * 100 / 6;
        Assert.Equal(50 - halfWidth, effort.Interval!.Value.Low, 3);
        Assert.Equal(50 + halfWidth, effort.Interval.Value.High, 3);
    }

    [Fact]
    public void One_answer_has_no_interval_and_equal_answers_one_of_no_width()
    {
        Assert.Null(CustomerEffort.Of([3], new(1, 5, true)).Interval);
        Assert.Equal(0, CustomerEffort.Of([3, 3, 3], new(1, 5, true)).Interval!.Value.Width);
    }

    [Theory]
    [InlineData(0, 1, 5, "offTheScale")]
    [InlineData(6, 1, 5, "offTheScale")]
    [InlineData(double.NaN, 1, 5, "offTheScale")]
    [InlineData(3, 5, 5, "scale")]
    [InlineData(3, double.NaN, 5, "notFinite")]
    public void Answers_off_their_scale_are_refused(double answer, double lowest, double highest, string code) =>
        Assert.Equal(code, Assert.Throws<StatisticsException>(() => CustomerEffort.Of([answer], new(lowest, highest, true))).Code);

    [Fact]
    public void Channels_that_all_fail_alike_are_consistent()
    {
        var none = ChannelConsistency.Of([new(0, 10), new(0, 20)]);
        Assert.Equal((1.0, 0.0, 1.0), (none.Index, none.ChiSquare, none.PValue));
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => ChannelConsistency.Of([new(0, 0), new(1, 2)])).Code);
        Assert.Equal("tooFew", Assert.Throws<StatisticsException>(() => ChannelConsistency.Of([new(1, 2)])).Code);
    }

    [Fact]
    public void A_failure_that_keeps_customers_costs_less_than_nothing()
    {
        var price = FailurePrice.Of(new(100, 0.05, 0.08, 200m, 0, 5m, 0m, Unexposed: 1000));
        Assert.Equal(-600m, price.ValueLost);
        Assert.True(price.TotalInterval!.Value.Contains(-600));
        Assert.Equal("outOfRange", Assert.Throws<StatisticsException>(() => FailurePrice.Of(new(1, 0.1, 0.1, decimal.MaxValue, 0, 1m, 0m))).Code);
        Assert.Equal("notPositive", Assert.Throws<StatisticsException>(() => FailurePrice.Of(new(0, 0.1, 0.1, 1m, 0, 1m, 0m))).Code);
    }

    [Fact]
    public void A_customer_who_never_leaves_at_no_discount_has_no_finite_value() =>
        Assert.Equal("infiniteValue", Assert.Throws<StatisticsException>(() => RetentionValue.Of(100, 1, 0)).Code);

    [Theory]
    [InlineData(0.05, 385)]
    [InlineData(0.03, 1068)]
    [InlineData(0.5, 4)]
    public void A_share_needs_so_many_answers(double margin, long n) => Assert.Equal(n, SampleSize.ForProportion(margin));

    [Fact]
    public void A_small_population_needs_fewer_answers() => Assert.Equal(279, SampleSize.OfPopulation(385, 1000));

    [Fact]
    public void Sizes_without_end_are_refused()
    {
        Assert.Equal("notPositive", Assert.Throws<StatisticsException>(() => SampleSize.ForMargin(0, 1)).Code);
        Assert.Equal("countTooLarge", Assert.Throws<StatisticsException>(() => SampleSize.ForMargin(1e-9, 1)).Code);
    }

    [Fact]
    public void Adjusted_p_values_keep_their_order_and_never_pass_one()
    {
        double[] p = [0.9, 0.01, 0.5, 0.04, 0.04];
        foreach (var adjusted in new[] { MultipleTesting.Holm(p), MultipleTesting.BenjaminiHochberg(p) })
            for (var i = 0; i < p.Length; i++)
            {
                Assert.InRange(adjusted[i], p[i], 1);
                for (var j = 0; j < p.Length; j++) Assert.False(p[i] < p[j] && adjusted[i] > adjusted[j]);
            }

        Assert.Empty(MultipleTesting.Holm([]));
        Assert.Equal("outOfRange", Assert.Throws<StatisticsException>(() => MultipleTesting.Holm([1.1])).Code);
        Assert.Equal("notFinite", Assert.Throws<StatisticsException>(() => MultipleTesting.BenjaminiHochberg([double.NaN])).Code);
    }

    [Fact]
    public void A_mean_of_one_has_no_interval() =>
        Assert.Equal("tooFew", Assert.Throws<StatisticsException>(() => MeanScore.Of([1.0])).Code);

    [Fact]
    public void Nothing_resolved_has_neither_mean_nor_median()
    {
        var time = ResolutionTime.Of([], [5, 8]);
        Assert.Null(time.MeanResolved);
        Assert.Null(time.Median);
        Assert.Equal(0, time.ShareResolved.Value);
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => ResolutionTime.Of([], [])).Code);
    }
}
