namespace Throughline.Statistics.CustomerValue;

/// <summary>
/// Pareto/NBD (Schmittlein, Morrison and Colombo 1987, Management Science 33(1); forms from Fader and Hardie 2005, "A note on deriving the Pareto/NBD
/// model and related expressions"). Purchases are Poisson at a rate that is Gamma(r, alpha) over customers; a customer's lifetime is
/// exponential at a rate that is Gamma(s, beta). They may stop at any time, so silence always speaks.
/// </summary>
public sealed class ParetoNbd : IRepeatPurchaseModel
{
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0 and finite.</exception>
    public ParetoNbd(double r, double alpha, double s, double beta)
    {
        (R, Alpha) = (LogMath.Positive(r, nameof(r)), LogMath.Positive(alpha, nameof(alpha)));
        (S, Beta) = (LogMath.Positive(s, nameof(s)), LogMath.Positive(beta, nameof(beta)));
    }

    public double R { get; }

    /// <summary>In units of time.</summary>
    public double Alpha { get; }

    public double S { get; }

    /// <summary>In units of time.</summary>
    public double Beta { get; }

    public string Name => "Pareto/NBD";

    public IReadOnlyDictionary<string, double> Parameters => new Dictionary<string, double> { ["r"] = R, ["alpha"] = Alpha, ["s"] = S, ["beta"] = Beta };

    public double LogLikelihood(PurchaseSummary customer)
    {
        customer.Check();
        return new ParetoNbdLikelihood(R, Alpha, S, Beta).Of(customer).Total;
    }

    /// <summary>r·beta/(alpha·(s − 1)) · (1 − (beta/(beta + t))^(s − 1)), equation 17 of the note; r·beta/alpha · ln((beta + t)/beta) at s = 1.</summary>
    public double ExpectedPurchases(double time)
    {
        LogMath.CheckTime(time);
        return R * Beta / Alpha * Lifetime(LogMath.LogOnePlus(time / Beta));
    }

    /// <summary>Equation 41 of the note.</summary>
    public double ExpectedPurchases(PurchaseSummary customer, double time)
    {
        LogMath.CheckTime(time);
        var rate = (R + customer.Repeats) / (Alpha + customer.Age);
        return ProbabilityAlive(customer) * rate * (Beta + customer.Age) * Lifetime(LogMath.LogOnePlus(time / (Beta + customer.Age)));
    }

    public double ProbabilityAlive(PurchaseSummary customer)
    {
        customer.Check();
        var (total, alive) = new ParetoNbdLikelihood(R, Alpha, S, Beta).Of(customer);
        return Math.Min(1, Math.Exp(alive - total));
    }

    /// <summary>
    /// P(alive) · (1 − L₀), where L₀ is the likelihood of no purchase in a time that long with what is known of the customer as the prior:
    /// rate Gamma(r + x, alpha + T), lifetime Gamma(s, beta + T).
    /// </summary>
    public double ProbabilityOfPurchase(PurchaseSummary customer, double time)
    {
        LogMath.CheckTime(time);
        var silent = new ParetoNbdLikelihood(R + customer.Repeats, Alpha + customer.Age, S, Beta + customer.Age).Of(new(0, 0, time)).Total;
        return ProbabilityAlive(customer) * Math.Clamp(-LogMath.ExpMinusOne(silent), 0, 1);
    }

    /// <summary>The maximum of the likelihood.</summary>
    /// <exception cref="CannotFitException">No customer (<c>no_customers</c>) or nobody bought again (<c>no_repeat_purchases</c>).</exception>
    public static Fitted<ParetoNbd> Fit(IReadOnlyCollection<PurchaseSummary> customers)
    {
        var groups = SummaryGroups.Of(customers);
        var best = QuasiNewton.Maximise((logs, slope) => Total(groups, Array.ConvertAll(logs, Math.Exp), slope),
            [0, Math.Log(groups.TypicalGap), 0, Math.Log(groups.TypicalGap)]);
        var p = Array.ConvertAll(best.At, Math.Exp);
        return new(new(p[0], p[1], p[2], p[3]), best.Height, best.Converged);
    }

    private static double Total(SummaryGroups groups, double[] p, double[] slope)
    {
        var likelihood = new ParetoNbdLikelihood(p[0], p[1], p[2], p[3]);
        var (total, one) = (0.0, new double[4]);
        Array.Clear(slope);
        foreach (var (_, customers) in groups.ByRepeats)
        {
            foreach (var (customer, count) in customers)
            {
                total += count * likelihood.Of(customer, one).Total;
                for (var i = 0; i < slope.Length; i++) slope[i] += count * one[i];
            }
        }

        return total;
    }

    /// <summary>(1 − e^(−(s − 1)·v)) ÷ (s − 1), which is v at s = 1.</summary>
    private double Lifetime(double v) => Math.Abs(S - 1) * v < 1e-12 ? v : -LogMath.ExpMinusOne(-(S - 1) * v) / (S - 1);
}
