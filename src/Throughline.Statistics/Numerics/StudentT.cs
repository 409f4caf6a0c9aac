namespace Throughline.Statistics.Numerics;

/// <summary>Student's t distribution with any number of degrees of freedom above 0, whole or not.</summary>
public static class StudentT
{
    // Here the distribution differs from the normal by less than rounding does.
    private const double AlmostNormal = 1e10;

    /// <summary>P(T &gt; t).</summary>
    public static double UpperTail(double t, double dof)
    {
        Require.Finite(t, "t");
        Require.Positive(dof, "Degrees of freedom");
        if (dof > AlmostNormal) return StandardNormal.UpperTail(t);
        var square = t * t;
        var x = dof / (dof + square);
        var tail = IncompleteBeta.Lower(dof / 2, 0.5, x, square / (dof + square)) / 2;
        return t >= 0 ? tail : 1 - tail;
    }

    /// <summary>P(T ≤ t).</summary>
    public static double Cdf(double t, double dof) => UpperTail(-t, dof);

    /// <summary>P(|T| ≥ |t|).</summary>
    public static double TwoSided(double t, double dof) => Math.Min(1, 2 * UpperTail(Math.Abs(t), dof));

    /// <summary>t with P(T ≤ t) = <paramref name="probability"/>, which lies strictly between 0 and 1.</summary>
    public static double Quantile(double probability, double dof)
    {
        Require.Positive(dof, "Degrees of freedom");
        if (!(probability > 0 && probability < 1))
            throw new StatisticsException("outOfRange", $"A quantile needs a probability between 0 and 1, but got {probability}.");
        if (dof > AlmostNormal) return StandardNormal.Quantile(probability);
        if (probability == 0.5) return 0;
        var tail = Math.Min(probability, 1 - probability);
        var x = IncompleteBeta.Quantile(dof / 2, 0.5, 2 * tail, out var y);
        var t = Math.Sqrt(dof * y / x);
        return probability < 0.5 ? -t : t;
    }

    /// <summary>The half width in standard errors of a two-sided interval.</summary>
    public static double TwoSidedQuantile(double confidence, double dof)
    {
        Require.Confidence(confidence);
        return -Quantile((1 - confidence) / 2, dof);
    }
}
