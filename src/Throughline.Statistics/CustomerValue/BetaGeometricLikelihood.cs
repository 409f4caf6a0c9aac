namespace Throughline.Statistics.CustomerValue;

/// <summary>
/// ln L of BG/NBD and MBG/NBD and its slope. With m = x + shift, the two ways to look like this customer are to be alive still,
/// B(a, b + m)/B(a, b) · Γ(r + x)/Γ(r) · alpha^r/(alpha + T)^(r + x), and to have stopped at t_x: the same times a/(b + m − 1) · ((alpha +
/// T)/(alpha + t_x))^(r + x), if m &gt; 0 (Fader, Hardie and Lee 2005, equation 6).
/// </summary>
internal readonly struct BetaGeometricLikelihood(double r, double alpha, double a, double b, int shift)
{
    private readonly double _logAlpha = Math.Log(alpha);
    private readonly double _logA = Math.Log(a);

    /// <summary>The log likelihood, the share of "alive" in it and the logs of alpha + T and alpha + t_x.</summary>
    public (double Total, double Alive, double LogAge, double LogLast) Of(PurchaseSummary customer) => Of(customer, Common(customer.Repeats));

    /// <summary>What depends on the number of repeats alone.</summary>
    public double Common(int repeats)
    {
        var m = repeats + shift;
        return LogMath.Rising(r, repeats) + LogMath.Rising(b, m) - LogMath.Rising(a + b, m);
    }

    private (double Total, double Alive, double LogAge, double LogLast) Of(PurchaseSummary customer, double common)
    {
        var m = customer.Repeats + shift;
        var (logAge, logLast) = (Math.Log(alpha + customer.Age), Math.Log(alpha + customer.Last));
        var alive = -(r + customer.Repeats) * logAge;
        if (m == 0) return (common + r * _logAlpha + alive, 1, logAge, logLast);
        var stopped = _logA - Math.Log(b + m - 1) - (r + customer.Repeats) * logLast;
        var both = LogMath.Sum(alive, stopped);
        return (common + r * _logAlpha + both, Math.Exp(alive - both), logAge, logLast);
    }

    /// <summary>The total over all customers; <paramref name="slope"/> receives its derivative by the log of each parameter.</summary>
    public static double Total(SummaryGroups groups, double[] p, int shift, double[] slope)
    {
        var (r, alpha, a, b) = (p[0], p[1], p[2], p[3]);
        var likelihood = new BetaGeometricLikelihood(r, alpha, a, b, shift);
        Array.Clear(slope);
        var total = 0.0;
        foreach (var (repeats, customers) in groups.ByRepeats)
        {
            var (x, m, common) = (repeats, repeats + shift, likelihood.Common(repeats));
            var (byR, byBoth, byB) = (LogMath.DigammaRise(r, x), LogMath.DigammaRise(a + b, m), LogMath.DigammaRise(b, m));
            foreach (var (customer, count) in customers)
            {
                var (one, alive, logAge, logLast) = likelihood.Of(customer, common);
                var stopped = 1 - alive;
                total += count * one;
                slope[0] += count * r * (byR + likelihood._logAlpha - alive * logAge - stopped * logLast);
                slope[1] += count * (r - alpha * (r + x) * (alive / (alpha + customer.Age) + stopped / (alpha + customer.Last)));
                slope[2] += count * (stopped - a * byBoth);
                slope[3] += count * b * (byB - byBoth - (m == 0 ? 0 : stopped / (b + m - 1)));
            }
        }

        return total;
    }
}
