namespace Throughline.Statistics.Numerics;

/// <summary>The chi-square distribution.</summary>
public static class ChiSquare
{
    /// <summary>P(X &gt; x) with <paramref name="dof"/> degrees of freedom.</summary>
    public static double UpperTail(double x, double dof) => IncompleteGamma.Upper(dof / 2, x / 2);

    /// <summary>x with P(X ≤ x) = <paramref name="probability"/>.</summary>
    public static double Quantile(double probability, double dof) => 2 * IncompleteGamma.Quantile(dof / 2, probability);
}
