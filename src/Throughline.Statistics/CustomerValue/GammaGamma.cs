namespace Throughline.Statistics.CustomerValue;

/// <summary>How much a customer has spent: repeat purchases counted, and their mean amount in major units of one currency.</summary>
/// <param name="Purchases">x, from 1.</param>
/// <param name="Mean">The mean amount of those purchases, above 0.</param>
public readonly record struct SpendSummary(int Purchases, double Mean);

/// <summary>
/// Gamma-gamma spend (Colombo and Jiang 1999; Fader and Hardie 2013, "The gamma-gamma model of monetary value"). A purchase's amount is Gamma(p, ν),
/// ν is Gamma(q, v) over customers and does not depend on how often they buy. q is above 1, since the mean over customers exists only then.
/// </summary>
public sealed class GammaGamma
{
    /// <exception cref="ArgumentOutOfRangeException">p or v is not above 0, or q not above 1.</exception>
    public GammaGamma(double p, double q, double v)
    {
        (P, V) = (LogMath.Positive(p, nameof(p)), LogMath.Positive(v, nameof(v)));
        Q = q > 1 && double.IsFinite(q) ? q : throw new ArgumentOutOfRangeException(nameof(q), q, "q is above 1, or the mean spend would be infinite.");
    }

    /// <summary>How near q comes to 1 before the mean over customers hangs on the few who spend most.</summary>
    private const double BarelyFinite = 1e-2;

    public double P { get; }

    public double Q { get; }

    /// <summary>In units of money.</summary>
    public double V { get; }

    /// <summary>The mean amount of a purchase of a customer of whom nothing is known: p·v/(q − 1).</summary>
    public double MeanSpend => P * V / (Q - 1);

    /// <summary>Whether the mean over customers is to be believed: at the edge of q above 1 there is none that is finite.</summary>
    public bool HasMean => Q - 1 > BarelyFinite && double.IsFinite(MeanSpend);

    /// <summary>E[amount | x, mean] = p·(v + x·mean)/(p·x + q − 1): the customer's own mean drawn towards everybody's (2013 note, equation 5).</summary>
    /// <exception cref="ArgumentException">Purchases below 0, or a mean that is not above 0 and finite where there are purchases.</exception>
    public double ExpectedSpend(SpendSummary customer)
    {
        if (customer.Purchases == 0) return MeanSpend;
        Check(customer);
        return P * (V + customer.Purchases * customer.Mean) / (P * customer.Purchases + Q - 1);
    }

    /// <summary>ln L of one customer's mean (2013 note, equation 1a).</summary>
    public double LogLikelihood(SpendSummary customer)
    {
        Check(customer);
        return Of(P, Q, V, customer, null);
    }

    /// <summary>The maximum of the likelihood over customers with a repeat purchase.</summary>
    /// <exception cref="CannotFitException">Fewer than two customers (<c>too_few_customers</c>) or all spend the same (<c>no_variation</c>).</exception>
    public static Fitted<GammaGamma> Fit(IReadOnlyCollection<SpendSummary> customers)
    {
        foreach (var customer in customers) Check(customer);
        if (customers.Count < 2) throw new CannotFitException("too_few_customers", "The spend model needs at least two customers with a repeat purchase.");
        if (customers.Select(c => c.Mean).Distinct().Count() < 2)
            throw new CannotFitException("no_variation", "All customers spend the same, so there is nothing to model.");

        // In units of the mean, so that the search does not depend on the currency.
        var unit = customers.Average(c => c.Mean);
        SpendSummary[] scaled = [.. customers.Select(c => c with { Mean = c.Mean / unit })];
        var best = QuasiNewton.Maximise((at, slope) => Total(scaled, at, slope), [0, 0, 0]);
        var shift = customers.Count * Math.Log(unit);
        return new(new(Math.Exp(best.At[0]), 1 + Math.Exp(best.At[1]), unit * Math.Exp(best.At[2])), best.Height - shift, best.Converged);
    }

    private static double Total(SpendSummary[] customers, double[] at, double[] slope)
    {
        var (p, q, v) = (Math.Exp(at[0]), 1 + Math.Exp(at[1]), Math.Exp(at[2]));
        var (total, one) = (0.0, new double[3]);
        Array.Clear(slope);
        foreach (var customer in customers)
        {
            total += Of(p, q, v, customer, one);
            slope[0] += p * one[0];
            slope[1] += (q - 1) * one[1];
            slope[2] += v * one[2];
        }

        return total;
    }

    private static double Of(double p, double q, double v, SpendSummary customer, double[]? slope)
    {
        var (x, m) = ((double)customer.Purchases, customer.Mean);
        var (shape, sum) = (p * x, v + x * m);
        if (slope is not null)
        {
            var joint = LogMath.Digamma(shape + q);
            slope[0] = x * (joint - LogMath.Digamma(shape) + Math.Log(x * m) - Math.Log(sum));
            slope[1] = joint - LogMath.Digamma(q) + Math.Log(v) - Math.Log(sum);
            slope[2] = q / v - (shape + q) / sum;
        }

        return LogMath.Gamma(shape + q) - LogMath.Gamma(shape) - LogMath.Gamma(q) + q * Math.Log(v) + (shape - 1) * Math.Log(m)
            + shape * Math.Log(x) - (shape + q) * Math.Log(sum);
    }

    private static void Check(SpendSummary customer)
    {
        if (customer.Purchases < 1 || !(customer.Mean > 0 && double.IsFinite(customer.Mean)))
            throw new ArgumentException($"A spend summary needs at least one purchase and a mean above 0: {customer}.");
    }
}
