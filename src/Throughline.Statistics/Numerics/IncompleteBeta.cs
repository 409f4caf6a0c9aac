namespace Throughline.Statistics.Numerics;

/// <summary>
/// Regularised incomplete beta function and its inverse, for a and b from 1e-100 to 2·10¹⁰. Both tails keep relative
/// accuracy. Source: continued fraction DLMF 8.17.22 by Lentz's method, front factor after Loader (2000).
/// </summary>
public static class IncompleteBeta
{
    /// <summary>I_x(a, b) = P(Beta(a, b) ≤ x).</summary>
    public static double Lower(double a, double b, double x) => Lower(a, b, x, 1 - x);

    /// <summary>P(Beta(a, b) &gt; x).</summary>
    public static double Upper(double a, double b, double x) => Lower(b, a, 1 - x, x);

    /// <summary>As <see cref="Lower(double,double,double)"/>, with y = 1 − x given apart, so that an x next to 1 stays exact.</summary>
    public static double Lower(double a, double b, double x, double y)
    {
        Require.Shape(a, "Beta parameter a");
        Require.Shape(b, "Beta parameter b");
        if (double.IsNaN(x) || double.IsNaN(y)) throw new StatisticsException("notFinite", "The beta function needs a number.");
        if (x <= 0) return 0;
        if (y <= 0) return 1;
        return x <= (a + 1) / (a + b + 2) ? Fraction(a, b, x, y) : 1 - Fraction(b, a, y, x);
    }

    /// <summary>x^a·y^b / B(a, b): the density of the log odds.</summary>
    internal static double LogitDensity(double a, double b, double x, double y) => Math.Exp(LogLogitDensity(a, b, x, y));

    internal static double LogLogitDensity(double a, double b, double x, double y)
    {
        if (x <= 0 || y <= 0) return double.NegativeInfinity;
        var n = a + b;
        var deviance = StirlingError.Deviance(a, n * x) + StirlingError.Deviance(b, n * y);
        var corrections = StirlingError.Of(n) - StirlingError.Of(a) - StirlingError.Of(b);
        return (Math.Log(a) + Math.Log(b) - Math.Log(2 * Math.PI * n)) / 2 + corrections - deviance;
    }

    /// <summary>x with I_x(a, b) = <paramref name="probability"/>; 0 at 0 and 1 at 1.</summary>
    public static double Quantile(double a, double b, double probability) => Quantile(a, b, probability, out _);

    /// <summary>As <see cref="Quantile(double,double,double)"/>, with 1 − x apart, which stays exact where x is next to 1.</summary>
    public static double Quantile(double a, double b, double probability, out double complement)
    {
        Require.Shape(a, "Beta parameter a");
        Require.Shape(b, "Beta parameter b");
        Require.Within(probability, 0, 1, "Probability");
        complement = 1 - probability;
        if (probability is 0 or 1) return probability;

        var lower = probability <= 0.5;
        var logit = TailRoot.Find(Math.Log(a / b), Math.Log(lower ? probability : 1 - probability), lower, u =>
        {
            var (x, y) = (Logistic(u), Logistic(-u));
            var tail = lower ? Lower(a, b, x, y) : Lower(b, a, y, x);
            return (tail, LogitDensity(a, b, x, y));
        });
        complement = Logistic(-logit);
        return Logistic(logit);
    }

    internal static double Logistic(double u) => u >= 0 ? 1 / (1 + Math.Exp(-u)) : Math.Exp(u) / (1 + Math.Exp(u));

    private static double Fraction(double a, double b, double x, double y)
    {
        var front = LogitDensity(a, b, x, y);
        if (front == 0) return 0;

        const double tiny = 1e-300;
        double c = 1, d = 1 - (a + b) * x / (a + 1);
        d = 1 / (Math.Abs(d) < tiny ? tiny : d);
        var h = d;
        for (var m = 1; m < 20_000_000; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            Step(even);
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            if (Math.Abs(Step(odd) - 1) < 1e-15) return front * h / a;
        }

        throw new StatisticsException("noConvergence", $"The incomplete beta function did not converge at a = {a}, b = {b}, x = {x}.");

        double Step(double coefficient)
        {
            d = 1 + coefficient * d;
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = 1 + coefficient / c;
            if (Math.Abs(c) < tiny) c = tiny;
            h *= d * c;
            return d * c;
        }
    }
}
