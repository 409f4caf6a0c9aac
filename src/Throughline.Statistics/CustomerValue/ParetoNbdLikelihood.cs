namespace Throughline.Statistics.CustomerValue;

/// <summary>
/// ln L of Pareto/NBD and its slope, from the form that Fader and Hardie 2005 ("A note on deriving the Pareto/NBD model", equation 13) start from:
/// L = Γ(r + x)/Γ(r) · alpha^r · beta^s · { (alpha + T)^−(r + x) · (beta + T)^−s + s·∫ (alpha + y)^−(r + x) · (beta + y)^−(s + 1) dy over t_x ≤ y ≤ T }.
/// The published closed form subtracts two nearly equal ₂F₁; the integral has one sign throughout and is taken in logs over u = ln(min(alpha, beta) + y),
/// where it is smooth, in panels as wide as its decay allows.
/// </summary>
internal readonly struct ParetoNbdLikelihood(double r, double alpha, double s, double beta)
{
    private const double Negligible = 42;

    private readonly double _alphaR = r * Math.Log(alpha);
    private readonly double _betaS = s * Math.Log(beta);
    private readonly double _offset = Math.Min(alpha, beta);

    /// <summary>ln L; ln of the part that is alive; and, when asked, the slope by the log of each parameter.</summary>
    public (double Total, double Alive) Of(PurchaseSummary customer, double[]? slope = null)
    {
        var x = customer.Repeats;
        var common = LogMath.Rising(r, x) + _alphaR + _betaS;
        var (logAlphaAge, logBetaAge) = (Math.Log(alpha + customer.Age), Math.Log(beta + customer.Age));
        var alive = -(r + x) * logAlphaAge - s * logBetaAge;
        Span<double> means = stackalloc double[4];
        var stopped = Math.Log(s) + LogIntegral(customer, means, slope is not null);
        var both = LogMath.Sum(alive, stopped);
        if (slope is not null)
        {
            var (a, b) = (Math.Exp(alive - both), Math.Exp(stopped - both));
            slope[0] = r * (LogMath.DigammaRise(r, x) + Math.Log(alpha) - a * logAlphaAge - b * means[0]);
            slope[1] = r - alpha * (r + x) * (a / (alpha + customer.Age) + b * means[1]);
            slope[2] = s * (Math.Log(beta) - a * logBetaAge - b * means[2]) + b;
            slope[3] = s - beta * (a * s / (beta + customer.Age) + b * (s + 1) * means[3]);
        }

        return (common + both, common + alive);
    }

    /// <summary>
    /// ln ∫ (alpha + y)^−(r + x) (beta + y)^−(s + 1) dy, and the means under it of ln(alpha + y), 1/(alpha + y), ln(beta + y) and 1/(beta + y).
    /// −∞ when the range is empty.
    /// </summary>
    private double LogIntegral(PurchaseSummary customer, Span<double> means, bool wantMeans)
    {
        var n = r + customer.Repeats;
        var (u, end) = (Math.Log(_offset + customer.Last), Math.Log(_offset + customer.Age));
        var (top, sum) = (double.NegativeInfinity, 0.0);
        while (u < end)
        {
            var rate = Rate(u, n);
            var width = Math.Min(end - u, Math.Min(1.5, 9 / Math.Max(rate, 1e-3)));
            var start = LogTerm(u, n);
            if (start > top)
            {
                var fade = Math.Exp(top - start);
                sum *= fade;
                for (var i = 0; i < means.Length; i++) means[i] *= fade;
                top = start;
            }
            else if (rate > 0 && start < top - Negligible && start - Math.Log(rate) < top - Negligible + Math.Log(sum)) break;

            sum += Panel(u, width, n, top, means, wantMeans);
            u += width;
        }

        for (var i = 0; i < means.Length; i++) means[i] /= sum > 0 ? sum : 1;
        return sum > 0 ? top + Math.Log(sum) : double.NegativeInfinity;
    }

    private double Panel(double from, double width, double n, double top, Span<double> means, bool wantMeans)
    {
        var sum = 0.0;
        for (var i = 0; i < GaussLegendre.Count; i++)
        {
            var u = from + width * GaussLegendre.Nodes[i];
            var reach = Math.Exp(u);
            var (left, right) = (reach + (alpha - _offset), reach + (beta - _offset));
            var (logLeft, logRight) = (alpha == _offset ? u : Math.Log(left), beta == _offset ? u : Math.Log(right));
            var weight = width * GaussLegendre.Weights[i] * Math.Exp(u - n * logLeft - (s + 1) * logRight - top);
            sum += weight;
            if (!wantMeans) continue;
            means[0] += weight * logLeft;
            means[1] += weight / left;
            means[2] += weight * logRight;
            means[3] += weight / right;
        }

        return sum;
    }

    private double LogTerm(double u, double n)
    {
        var reach = Math.Exp(u);
        return u - n * Math.Log(reach + (alpha - _offset)) - (s + 1) * Math.Log(reach + (beta - _offset));
    }

    /// <summary>How fast the term falls at u; negative where it grows.</summary>
    private double Rate(double u, double n)
    {
        var reach = Math.Exp(u);
        return n * reach / (reach + (alpha - _offset)) + (s + 1) * reach / (reach + (beta - _offset)) - 1;
    }
}
