namespace Throughline.Statistics.Numerics;

/// <summary>
/// Regularised incomplete gamma functions and their inverse, for shapes from 1e-100 to 2·10¹⁰. Both tails keep relative
/// accuracy. Source: series DLMF 8.11.4 and continued fraction DLMF 8.9.2, front factor after Loader (2000).
/// </summary>
public static class IncompleteGamma
{
    /// <summary>P(a, x) = P(Gamma(a, 1) ≤ x).</summary>
    public static double Lower(double a, double x)
    {
        Check(a, x);
        if (x <= 0) return 0;
        if (double.IsPositiveInfinity(x)) return 1;
        return x < a + 1 ? Series(a, x) : 1 - Fraction(a, x);
    }

    /// <summary>Q(a, x) = P(Gamma(a, 1) &gt; x).</summary>
    public static double Upper(double a, double x)
    {
        Check(a, x);
        if (x <= 0) return 1;
        if (double.IsPositiveInfinity(x)) return 0;
        return x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);
    }

    /// <summary>x with P(a, x) = <paramref name="probability"/>; 0 at 0 and infinite at 1.</summary>
    public static double Quantile(double a, double probability)
    {
        Require.Shape(a, "Gamma shape");
        Require.Within(probability, 0, 1, "Probability");
        return probability switch
        {
            0 => 0,
            1 => double.PositiveInfinity,
            <= 0.5 => Math.Exp(TailRoot.Find(Math.Log(a), Math.Log(probability), true, u => (Lower(a, Math.Exp(u)), LogDensity(a, Math.Exp(u))))),
            _ => Math.Exp(TailRoot.Find(Math.Log(a), Math.Log(1 - probability), false, u => (Upper(a, Math.Exp(u)), LogDensity(a, Math.Exp(u)))))
        };
    }

    private static void Check(double a, double x)
    {
        Require.Shape(a, "Gamma shape");
        if (double.IsNaN(x)) throw new StatisticsException("notFinite", "The gamma function needs a number.");
    }

    // x^a·e^−x / Γ(a): the density of ln x.
    private static double LogDensity(double a, double x) =>
        x <= 0 ? 0 : Math.Sqrt(a / (2 * Math.PI)) * Math.Exp(-StirlingError.Of(a) - StirlingError.Deviance(a, x));

    private static double Series(double a, double x)
    {
        var front = LogDensity(a, x);
        if (front == 0) return 0;
        double sum = 1 / a, term = 1 / a;
        for (var k = 1; k < 20_000_000; k++)
        {
            term *= x / (a + k);
            sum += term;
            if (term < sum * 1e-16) return front * sum;
        }

        throw NoConvergence(a, x);
    }

    private static double Fraction(double a, double x)
    {
        var front = LogDensity(a, x);
        if (front == 0) return 0;
        const double tiny = 1e-300;
        double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
        for (var k = 1; k < 20_000_000; k++)
        {
            var an = -k * (k - a);
            b += 2;
            d = an * d + b;
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = b + an / c;
            if (Math.Abs(c) < tiny) c = tiny;
            h *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15) return front * h;
        }

        throw NoConvergence(a, x);
    }

    private static StatisticsException NoConvergence(double a, double x) =>
        new("noConvergence", $"The incomplete gamma function did not converge at a = {a}, x = {x}.");
}
