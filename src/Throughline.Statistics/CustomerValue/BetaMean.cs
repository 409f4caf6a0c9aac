namespace Throughline.Statistics.CustomerValue;

/// <summary>
/// The mean over p ~ Beta(a, b) of (1 − (1 + p·τ)^−ν) ÷ p, from which the expected purchases of BG/NBD and MBG/NBD follow. The papers
/// write it with ₂F₁, which cancels near a = 1 and overflows for busy customers; here it is summed over logit(p), where all terms are positive
/// and the trapezoid rule converges exponentially (Trefethen and Weideman 2014).
/// </summary>
internal static class BetaMean
{
    private const int Nodes = 240;
    private const double Negligible = 40;

    public static double OfStoppedGrowth(double a, double b, double ratio, double power)
    {
        var centre = Math.Log(a / b);
        var width = Math.Sqrt(1 / a + 1 / b);
        var top = Density(centre, a, b);
        // (1 − …)/p grows up to power·ratio as p falls, so the lower end reaches that much further.
        var reach = Negligible + Math.Log(1 + power * ratio);
        var from = -End(u => Density(centre - width * Math.Sinh(u), a, b) < top - reach);
        var to = End(u => Density(centre + width * Math.Sinh(u), a, b) < top - Negligible);

        var step = (to - from) / Nodes;
        var (sum, mass) = (0.0, 0.0);
        for (var i = 0; i <= Nodes; i++)
        {
            var u = from + i * step;
            var logit = centre + width * Math.Sinh(u);
            var weight = Math.Exp(Density(logit, a, b) - top) * Math.Cosh(u);
            mass += weight;
            sum += weight * Stopped(logit, ratio, power);
        }

        return sum / mass;
    }

    /// <summary>a·ln p + b·ln(1 − p) at that logit: the log density over the logit, up to its constant.</summary>
    private static double Density(double logit, double a, double b) =>
        logit < 0 ? a * logit - (a + b) * LogMath.LogOnePlus(Math.Exp(logit)) : -b * logit - (a + b) * LogMath.LogOnePlus(Math.Exp(-logit));

    private static double Stopped(double logit, double ratio, double power)
    {
        var p = LogMath.Logistic(logit);
        var exponent = power * LogMath.LogOnePlus(p * ratio);
        return exponent < 1e-12 ? power * ratio : -LogMath.ExpMinusOne(-exponent) / p;
    }

    /// <summary>The first point, doubling then halving, at which the condition holds.</summary>
    private static double End(Func<double, bool> beyond)
    {
        var (inside, outside) = (0.0, 0.25);
        while (!beyond(outside)) (inside, outside) = (outside, outside * 1.5);
        for (var i = 0; i < 8; i++)
        {
            var middle = (inside + outside) / 2;
            if (beyond(middle)) outside = middle;
            else inside = middle;
        }

        return outside;
    }
}
