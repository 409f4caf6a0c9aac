using Throughline.Statistics;
using Throughline.Statistics.CustomerValue;

namespace Throughline.Tests.Statistics.CustomerValue;

public class ValueRulesTests
{
    private static readonly PurchaseSummary Regular = new(8, 30, 34);

    public static TheoryData<int> Models => [0, 1, 2];

    [Theory, MemberData(nameof(Models))]
    public void Without_discount_residual_value_is_spend_times_expected_purchases(int which) =>
        Assert.Equal(20 * Model(which).ExpectedPurchases(Regular, 104), ResidualValue.Of(Model(which), Regular, 20, 104, 0), 9);

    [Theory, MemberData(nameof(Models))]
    public void Residual_value_is_the_discounted_sum_of_weeks(int which)
    {
        var (model, discount, sum) = (Model(which), ResidualValue.Discount(0.15, 52), 0.0);
        for (var day = 0; day < 7 * 104; day++)
        {
            sum += Math.Exp(-discount * (day + 0.5) / 7) * (model.ExpectedPurchases(Regular, (day + 1) / 7.0) - model.ExpectedPurchases(Regular, day / 7.0));
        }

        Assert.Equal(1, ResidualValue.Of(model, Regular, 1, 104, discount) / sum, 5);
    }

    [Theory, MemberData(nameof(Models))]
    public void An_endless_horizon_has_a_finite_value_and_a_dearer_discount_a_smaller_one(int which)
    {
        var (cheap, dear) = (ResidualValue.Of(Model(which), Regular, 10, double.PositiveInfinity, 0.001),
            ResidualValue.Of(Model(which), Regular, 10, double.PositiveInfinity, 0.01));
        Assert.InRange(dear, 0.01, cheap);
        Assert.True(double.IsFinite(cheap));
        Assert.InRange(ResidualValue.Of(Model(which), Regular, 10, 5_000, 0.01), dear * 0.999, dear * 1.001);
    }

    [Fact]
    public void Fifteen_percent_a_year_is_0_0027_a_week() => Assert.Equal(0.0026877, ResidualValue.Discount(0.15, 52), 6);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(10, -0.1)]
    [InlineData(10, double.NaN)]
    public void A_horizon_or_discount_that_means_nothing_is_refused(double horizon, double discount) =>
        Assert.ThrowsAny<ArgumentException>(() => ResidualValue.Of(Model(0), Regular, 10, horizon, discount));

    [Theory, MemberData(nameof(Models))]
    public void More_time_never_means_fewer_purchases(int which)
    {
        double[] times = [0, 1e-9, 0.1, 1, 10, 100, 1e4, 1e7];
        var expected = times.Select(t => Model(which).ExpectedPurchases(Regular, t)).ToArray();
        var likely = times.Select(t => Model(which).ProbabilityOfPurchase(Regular, t)).ToArray();
        Assert.Equal(0, expected[0]);
        Assert.Equal(0, likely[0], 12);
        Assert.Equal(expected.Order(), expected);
        Assert.Equal(likely.Order(), likely);
        Assert.InRange(likely[^1], 0, Model(which).ProbabilityAlive(Regular) + 1e-12);
        Assert.Equal(1, expected[2] / likely[2], 0.1);
    }

    [Theory, MemberData(nameof(Models))]
    public void Longer_silence_never_means_more_alive(int which)
    {
        var alive = new[] { 30.0, 31, 40, 100, 1_000 }.Select(age => Model(which).ProbabilityAlive(new(8, 30, age))).ToArray();
        Assert.Equal(alive.OrderDescending(), alive);
    }

    [Theory]
    [InlineData(-1, 0, 10)]
    [InlineData(1, 11, 10)]
    [InlineData(1, -1, 10)]
    [InlineData(0, 5, 10)]
    [InlineData(1, double.NaN, 10)]
    [InlineData(1, 5, double.NaN)]
    [InlineData(1, 5, double.PositiveInfinity)]
    public void A_summary_that_cannot_be_is_refused(int repeats, double last, double age)
    {
        var summary = new PurchaseSummary(repeats, last, age);
        Assert.Throws<ArgumentException>(() => Model(0).LogLikelihood(summary));
        Assert.Throws<ArgumentException>(() => Model(2).ProbabilityAlive(summary));
        Assert.Throws<ArgumentException>(() => BetaGeometric.FitBg([summary]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_parameter_that_is_not_above_zero_is_refused(double parameter)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaGeometric.Bg(parameter, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParetoNbd(1, 1, 1, parameter));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GammaGamma(1, parameter, 1));
    }

    [Fact]
    public void Nobody_and_nobody_twice_are_named_errors()
    {
        Assert.Equal("no_customers", Assert.Throws<CannotFitException>(() => ParetoNbd.Fit([])).Code);
        Assert.Equal("no_repeat_purchases", Assert.Throws<CannotFitException>(() => BetaGeometric.FitMbg([new(0, 0, 10), new(0, 0, 20)])).Code);
        Assert.Equal("too_few_customers", Assert.Throws<CannotFitException>(() => GammaGamma.Fit([new(1, 10)])).Code);
        Assert.Equal("no_variation", Assert.Throws<CannotFitException>(() => GammaGamma.Fit([new(1, 10), new(5, 10)])).Code);
        Assert.Throws<ArgumentException>(() => GammaGamma.Fit([new(1, 0), new(1, 2)]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void Customers_who_are_all_alike_give_finite_parameters(int count)
    {
        var alike = Enumerable.Repeat(new PurchaseSummary(4, 30, 39), count).ToArray();
        Assert.All([.. BetaGeometric.FitBg(alike).Model.Parameters.Values, .. BetaGeometric.FitMbg(alike).Model.Parameters.Values,
            .. ParetoNbd.Fit(alike).Model.Parameters.Values],
            parameter => Assert.InRange(parameter, 1e-7, 1e7));
    }

    [Fact]
    public void A_customers_spend_is_drawn_towards_everybodys_less_the_more_they_buy()
    {
        var model = new GammaGamma(6.25, 3.74, 15.44);
        Assert.Equal(35.22, model.MeanSpend, 1);
        Assert.Equal(model.MeanSpend, model.ExpectedSpend(new(0, 0)));
        Assert.Equal((15.44 + 100) * 6.25 / (6.25 + 2.74), model.ExpectedSpend(new(1, 100)), 9);
        Assert.InRange(model.ExpectedSpend(new(1_000, 100)), 99.9, 100);
    }

    [Fact]
    public void Days_become_weeks_same_days_become_one_and_the_last_day_still_counts()
    {
        var seen = PurchaseHistory.Observe(
            [new(107, 30), new(100, 10), new(107, 12), new(114, 0), new(121, 5), new(122, 5), new(130, 5), new(131, 5)], end: 121, until: 130)!;
        Assert.Equal(new PurchaseSummary(3, 3, 3), seen.Summary);
        Assert.Equal(new SpendSummary(2, 23.5), seen.Spend);
        Assert.Equal((0, 2), (seen.SinceLast, seen.HeldOut));
        Assert.Null(PurchaseHistory.Observe([new(122, 5)], 121, 130));
        Assert.Null(PurchaseHistory.Observe([new(100, 5)], 121, 130)!.Spend);
        Assert.Throws<ArgumentException>(() => PurchaseHistory.Observe([new(1, double.NaN)], 2, 3));
        Assert.Throws<ArgumentException>(() => PurchaseHistory.Observe([new(1, 1)], 3, 2));
    }

    [Fact]
    public void A_day_with_refunds_alone_is_no_purchase_day()
    {
        var seen = PurchaseHistory.Observe([new(100, 10), new(107, 12), new(107, -2), new(114, -5), new(121, -8), new(125, -1), new(128, 4)], 121, 130)!;
        Assert.Equal(new PurchaseSummary(1, 1, 3), seen.Summary);
        Assert.Equal((new SpendSummary(1, 10), 14, 1), (seen.Spend!.Value, seen.SinceLast, seen.HeldOut));
        Assert.Null(PurchaseHistory.Observe([new(100, -5)], 121, 130));
    }

    [Fact]
    public void What_rises_towards_a_limit_has_not_converged()
    {
        var random = new Random(3);
        SpendSummary[] heavy = [.. Enumerable.Range(0, 150).Select(i => new SpendSummary(1 + i % 2, Math.Exp(18 * random.NextDouble() * random.NextDouble())))];
        var spend = GammaGamma.Fit(heavy);
        Assert.False(spend.Converged && spend.Model.HasMean);
        PurchaseSummary[] alike = [.. Enumerable.Repeat(new PurchaseSummary(4, 30, 39), 50)];
        Assert.All([BetaGeometric.FitBg(alike).Converged, BetaGeometric.FitMbg(alike).Converged, ParetoNbd.Fit(alike).Converged], Assert.False);
        PurchaseSummary[] faithful = [.. Enumerable.Range(0, 200).Select(i => new PurchaseSummary(20 + i % 40, 38.5, 39))];
        Assert.False(BetaGeometric.FitBg(faithful).Converged);
    }

    private static IRepeatPurchaseModel Model(int which) => which switch
    {
        0 => BetaGeometric.Bg(0.2426, 4.4136, 0.7929, 2.4259),
        1 => BetaGeometric.Mbg(0.5248, 6.1831, 0.8914, 1.614),
        _ => new ParetoNbd(0.5533, 10.578, 0.6062, 11.669),
    };
}
