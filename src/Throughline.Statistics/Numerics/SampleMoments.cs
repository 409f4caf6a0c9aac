namespace Throughline.Statistics.Numerics;

/// <summary>What a mean and its tests need to know of a sample.</summary>
/// <param name="N">Observations, at least 1.</param>
/// <param name="Mean">Mean of the observations, in their unit.</param>
/// <param name="Variance">Variance of one observation, in their unit squared; 0 for a single one.</param>
public readonly record struct SampleMoments(double N, double Mean, double Variance)
{
    /// <summary>Variance of the mean.</summary>
    public double MeanVariance => Variance / N;

    /// <summary>From n, Σx and Σx², with the unbiased variance.</summary>
    /// <exception cref="StatisticsException"><c>empty</c>, <c>notFinite</c>, or <c>sumsContradict</c> when no sample has these sums.</exception>
    public static SampleMoments FromSums(double n, double sum, double sumOfSquares)
    {
        Require.Count(n, "The number of observations");
        if (n < 1) throw Require.Empty("A mean");
        Require.Finite(sum, "The sum");
        Require.NotNegative(sumOfSquares, "The sum of squares");
        var mean = sum / n;
        return new(n, mean, n < 2 ? 0 : Deviations(sum * mean, sumOfSquares) / (n - 1));
    }

    /// <summary>From a count of successes, with variance p(1 − p).</summary>
    public static SampleMoments Proportion(double successes, double n)
    {
        Require.Share(successes, n, "The number of successes");
        var p = successes / n;
        return new(n, p, p * (1 - p));
    }

    /// <summary>From the observations themselves, in two passes, with the unbiased variance.</summary>
    public static SampleMoments Of(ReadOnlySpan<double> observations)
    {
        if (observations.IsEmpty) throw Require.Empty("A mean");
        Require.Finite(observations, "Every observation");
        var mean = System.Numerics.Tensors.TensorPrimitives.Sum(observations) / observations.Length;
        Require.Finite(mean, "The mean");
        double squares = 0;
        foreach (var observation in observations) squares += (observation - mean) * (observation - mean);
        Require.Finite(squares, "The sum of squares");
        return new(observations.Length, mean, observations.Length < 2 ? 0 : squares / (observations.Length - 1));
    }

    // Rounding can push sums of equal observations a little below zero; anything more is a contradiction.
    internal static double Deviations(double squaredSumOverN, double sumOfSquares)
    {
        var deviations = sumOfSquares - squaredSumOverN;
        var rounding = 1e-12 * Math.Max(sumOfSquares, squaredSumOverN);
        if (deviations < -Math.Max(rounding, 1e-300))
            throw new StatisticsException("sumsContradict", "The sum of squares is smaller than any sample with this sum can have.");
        return Math.Abs(deviations) <= rounding ? 0 : deviations;
    }
}
