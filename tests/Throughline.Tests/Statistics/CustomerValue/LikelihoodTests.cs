using Throughline.Statistics.CustomerValue;

namespace Throughline.Tests.Statistics.CustomerValue;

/// <summary>Each likelihood and expectation against the closed form of its paper, written out plainly.</summary>
public class LikelihoodTests
{
    public static TheoryData<int, double, double> Customers => new()
    {
        { 0, 0, 0.5 }, { 0, 0, 39 }, { 1, 0.14, 39 }, { 2, 30.43, 38.86 }, { 7, 38, 38 }, { 26, 30.86, 31 }, { 60, 100, 140 },
    };

    [Theory, MemberData(nameof(Customers))]
    public void BG_NBD_is_equation_6_of_the_paper(int x, double last, double age)
    {
        var (r, alpha, a, b) = (0.2426, 4.4136, 0.7929, 2.4259);
        var alive = LogBeta(a, b + x) - LogBeta(a, b) + LogGamma(r + x) - LogGamma(r) + r * Math.Log(alpha) - (r + x) * Math.Log(alpha + age);
        var stopped = x == 0 ? double.NegativeInfinity
            : LogBeta(a + 1, b + x - 1) - LogBeta(a, b) + LogGamma(r + x) - LogGamma(r) + r * Math.Log(alpha) - (r + x) * Math.Log(alpha + last);
        Assert.Equal(Math.Log(Math.Exp(alive) + Math.Exp(stopped)), BetaGeometric.Bg(r, alpha, a, b).LogLikelihood(new(x, last, age)), 9);
    }

    [Theory, MemberData(nameof(Customers))]
    public void MBG_NBD_lets_a_customer_stop_at_once(int x, double last, double age)
    {
        var (r, alpha, a, b) = (0.5248, 6.1831, 0.8914, 1.614);
        var common = LogGamma(r + x) - LogGamma(r) + r * Math.Log(alpha) - LogBeta(a, b);
        var alive = LogBeta(a, b + x + 1) - (r + x) * Math.Log(alpha + age);
        var stopped = LogBeta(a + 1, b + x) - (r + x) * Math.Log(alpha + last);
        Assert.Equal(common + Math.Log(Math.Exp(alive) + Math.Exp(stopped)), BetaGeometric.Mbg(r, alpha, a, b).LogLikelihood(new(x, last, age)), 9);
    }

    [Theory, MemberData(nameof(Customers))]
    public void Pareto_NBD_is_the_closed_form_with_Gauss_functions_where_that_is_stable(int x, double last, double age)
    {
        foreach (var (r, alpha, s, beta) in new[] { (0.5533, 10.578, 0.6062, 11.669), (0.8, 14.0, 1.4, 9.0), (2.0, 3.0, 0.3, 3.0) })
        {
            var (big, small, second) = alpha >= beta ? (alpha, beta, s + 1) : (beta, alpha, r + x);
            var power = r + s + x;
            double Term(double y) => Gauss(power, second, power + 1, (big - small) / (big + y)) * Math.Pow(big + y, -power);
            var inside = Math.Pow(alpha + age, -(r + x)) * Math.Pow(beta + age, -s) + s / power * (Term(last) - Term(age));
            var expected = LogGamma(r + x) - LogGamma(r) + r * Math.Log(alpha) + s * Math.Log(beta) + Math.Log(inside);
            Assert.Equal(expected, new ParetoNbd(r, alpha, s, beta).LogLikelihood(new(x, last, age)), 7);
        }
    }

    [Theory, MemberData(nameof(Customers))]
    public void BG_NBD_expects_equation_10_of_the_paper(int x, double last, double age)
    {
        var (r, alpha, a, b, t) = (0.2426, 4.4136, 0.7929, 2.4259, 39.0);
        var shrink = Math.Pow((alpha + age) / (alpha + age + t), r + x);
        var growth = (a + b + x - 1) / (a - 1) * (1 - shrink * Gauss(r + x, b + x, a + b + x - 1, t / (alpha + age + t)));
        var odds = x == 0 ? 0 : a / (b + x - 1) * Math.Pow((alpha + age) / (alpha + last), r + x);
        Assert.Equal(1, BetaGeometric.Bg(r, alpha, a, b).ExpectedPurchases(new(x, last, age), t) / (growth / (1 + odds)), 6);
    }

    [Theory]
    [InlineData(0.05, 0.3)]
    [InlineData(0.999999999, 2.4)]
    [InlineData(1, 2.4)]
    [InlineData(30, 400)]
    public void Expected_purchases_are_smooth_in_a_even_where_the_closed_form_divides_by_zero(double a, double b)
    {
        var below = BetaGeometric.Bg(0.24, 4.4, a * 0.9999, b).ExpectedPurchases(39);
        var at = BetaGeometric.Bg(0.24, 4.4, a, b).ExpectedPurchases(39);
        var above = BetaGeometric.Bg(0.24, 4.4, a * 1.0001, b).ExpectedPurchases(39);
        Assert.InRange(at, above, below);
        Assert.Equal((below + above) / 2, at, 6);
    }

    [Fact]
    public void Pareto_NBD_is_smooth_where_the_mean_lifetime_becomes_infinite()
    {
        var customer = new PurchaseSummary(3, 20, 30);
        var (below, at, above) = (new ParetoNbd(0.5, 10, 0.9999, 11), new ParetoNbd(0.5, 10, 1, 11), new ParetoNbd(0.5, 10, 1.0001, 11));
        Assert.Equal((below.ExpectedPurchases(customer, 39) + above.ExpectedPurchases(customer, 39)) / 2, at.ExpectedPurchases(customer, 39), 7);
    }

    [Fact]
    public void A_busy_customer_and_a_century_of_silence_stay_finite()
    {
        IRepeatPurchaseModel[] models =
        [BetaGeometric.Bg(0.24, 4.4, 0.79, 2.43), BetaGeometric.Mbg(0.52, 6.2, 0.89, 1.61), new ParetoNbd(0.55, 10.6, 0.61, 11.7),
            new ParetoNbd(0.55, 1e-4, 0.61, 1e6)
        ];
        PurchaseSummary[] customers =
        [new(10_000, 5_200, 5_200), new(10_000, 5_200, 5_201), new(10_000, 10, 5_200), new(3, 1e-3, 1e9), new(0, 0, 0), new(0, 0, 1e12),
            new(1, 0, 0)
        ];
        foreach (var (model, customer) in models.SelectMany(m => customers.Select(c => (m, c))))
        {
            Assert.True(double.IsFinite(model.LogLikelihood(customer)), $"{model.Name} {customer}");
            Assert.InRange(model.ProbabilityAlive(customer), 0, 1);
            Assert.InRange(model.ProbabilityOfPurchase(customer, 520), 0, 1);
            Assert.InRange(model.ExpectedPurchases(customer, 520), 0, 1e7);
        }
    }

    private static double LogGamma(double x) => MathNet.Numerics.SpecialFunctions.GammaLn(x);

    private static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    private static double Gauss(double a, double b, double c, double z)
    {
        var (sum, term) = (1.0, 1.0);
        for (var n = 0; n < 100_000 && Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            sum += term;
        }

        return sum;
    }
}
