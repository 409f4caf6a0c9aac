using Throughline.Statistics.CustomerValue;

namespace Throughline.Tests.Statistics.CustomerValue;

/// <summary>Fitted to customers who behave as the model says, a model finds its parameters and foretells what they do next.</summary>
public class RecoveryTests
{
    private const double Watch = 39;

    private static readonly Simulation.Customer[] BgCustomers = Simulation.BetaGeometric(8_000, 0.6, 5, 0.8, 2.5, false, Watch, 11);
    private static readonly Simulation.Customer[] MbgCustomers = Simulation.BetaGeometric(8_000, 0.6, 5, 0.8, 2.5, true, Watch, 12);
    private static readonly Simulation.Customer[] ParetoCustomers = Simulation.ParetoNbd(8_000, 0.6, 9, 0.7, 12, Watch, 13);

    [Fact]
    public void BG_NBD_finds_its_parameters()
    {
        var fit = BetaGeometric.FitBg([.. BgCustomers.Select(c => c.Seen)]);
        Assert.True(fit.Converged);
        IsNear(fit.Model, ("r", 0.6, 0.06), ("alpha", 5, 0.7), ("a", 0.8, 0.2), ("b", 2.5, 0.8));
        IsHighest(fit.LogLikelihood, BetaGeometric.Bg(0.6, 5, 0.8, 2.5), BgCustomers);
    }

    [Fact]
    public void MBG_NBD_finds_its_parameters()
    {
        var fit = BetaGeometric.FitMbg([.. MbgCustomers.Select(c => c.Seen)]);
        Assert.True(fit.Converged);
        IsNear(fit.Model, ("r", 0.6, 0.1), ("alpha", 5, 0.8), ("a", 0.8, 0.2), ("b", 2.5, 0.8));
        IsHighest(fit.LogLikelihood, BetaGeometric.Mbg(0.6, 5, 0.8, 2.5), MbgCustomers);
    }

    [Fact]
    public void Pareto_NBD_finds_its_parameters()
    {
        var fit = ParetoNbd.Fit([.. ParetoCustomers.Select(c => c.Seen)]);
        Assert.True(fit.Converged);
        IsNear(fit.Model, ("r", 0.6, 0.08), ("alpha", 9, 1.5), ("s", 0.7, 0.25), ("beta", 12, 6));
        IsHighest(fit.LogLikelihood, new ParetoNbd(0.6, 9, 0.7, 12), ParetoCustomers);
    }

    [Fact]
    public void BG_NBD_foretells() => Foretells(BetaGeometric.Bg(0.6, 5, 0.8, 2.5), BgCustomers);

    [Fact]
    public void MBG_NBD_foretells() => Foretells(BetaGeometric.Mbg(0.6, 5, 0.8, 2.5), MbgCustomers);

    [Fact]
    public void Pareto_NBD_foretells() => Foretells(new ParetoNbd(0.6, 9, 0.7, 12), ParetoCustomers);

    [Fact]
    public void Gamma_gamma_finds_its_parameters()
    {
        var random = new Random(5);
        var spends = Enumerable.Range(0, 6_000).Select(i =>
        {
            var (purchases, scale) = (1 + i % 6, Simulation.Gamma(random, 3.7) / 15);
            return new SpendSummary(purchases, Enumerable.Range(0, purchases).Average(_ => Simulation.Gamma(random, 6) / scale));
        }).ToArray();
        var fit = GammaGamma.Fit(spends);
        Assert.True(fit.Converged);
        Assert.InRange(fit.Model.P, 5.4, 6.6);
        Assert.InRange(fit.Model.Q, 3.4, 4.0);
        Assert.InRange(fit.Model.V, 12.5, 18);
        Assert.InRange(fit.Model.MeanSpend, 31.5, 35.5);
        Assert.True(fit.LogLikelihood >= spends.Sum(new GammaGamma(6, 3.7, 15).LogLikelihood));
        var inPence = GammaGamma.Fit([.. spends.Select(s => s with { Mean = s.Mean * 100 })]).Model;
        Assert.Equal(fit.Model.MeanSpend * 100, inPence.MeanSpend, 2);
    }

    private static void IsNear(IRepeatPurchaseModel model, params (string Name, double Expected, double Within)[] parameters)
    {
        foreach (var (name, expected, within) in parameters) Assert.InRange(model.Parameters[name], expected - within, expected + within);
    }

    private static void IsHighest(double fitted, IRepeatPurchaseModel truth, Simulation.Customer[] customers) =>
        Assert.InRange(fitted - customers.Sum(c => truth.LogLikelihood(c.Seen)), 0, 20);

    /// <summary>Sums of expectations meet sums of outcomes within four standard errors, over everybody and over those with repeats.</summary>
    private static void Foretells(IRepeatPurchaseModel model, Simulation.Customer[] customers)
    {
        foreach (var some in new[] { customers, [.. customers.Where(c => c.Seen.Repeats > 0)], [.. customers.Where(c => c.Seen.SinceLast > 15)] })
        {
            Meets([.. some.Select(c => c.Later - model.ExpectedPurchases(c.Seen, Watch))]);
            Meets([.. some.Select(c => (c.IsAlive ? 1 : 0) - model.ProbabilityAlive(c.Seen))]);
            Meets([.. some.Select(c => (c.Later > 0 ? 1 : 0) - model.ProbabilityOfPurchase(c.Seen, Watch))]);
        }

        Meets([.. customers.Select(c => c.Seen.Repeats - model.ExpectedPurchases(c.Seen.Age))]);
    }

    private static void Meets(double[] misses)
    {
        var error = Math.Sqrt(misses.Sum(m => m * m)) / misses.Length;
        Assert.InRange(misses.Average(), -4 * error - 1e-9, 4 * error + 1e-9);
    }
}
