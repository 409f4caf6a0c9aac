using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>
/// The ratio of two rates counted in equal stretches, after over before, where counts swing more than chance alone would have them:
/// log-linear quasi-Poisson (McCullagh &amp; Nelder, Generalized Linear Models, 1989, §6.2). The dispersion is the mean of (x − y)²/(x + y)
/// over neighbouring stretches of a side, not below 1: a step or a slow trend within a side does not widen it (von Neumann 1941).
/// </summary>
/// <param name="Ratio">Mean count of a stretch after over that before; half an event is added on both sides where one has none.</param>
/// <param name="Interval">Of the ratio, Student's t.</param>
/// <param name="Dispersion">Variance of the counts over what Poisson would have; 1 at least.</param>
/// <param name="PValue">Two-sided, that the ratio is the expected one.</param>
public sealed record RateChange(double Ratio, Interval Interval, double Dispersion, double PValue)
{
    /// <param name="before">Counts of equal stretches, two at least.</param>
    /// <param name="after">Of stretches as long as those.</param>
    /// <param name="expected">The ratio that would be no news, above 0.</param>
    /// <exception cref="StatisticsException"><c>empty</c> with fewer than two stretches on a side or no event on either;
    /// <c>negative</c>, <c>notFinite</c>.</exception>
    public static RateChange Of(ReadOnlySpan<double> before, ReadOnlySpan<double> after, double expected = 1, double confidence = 0.95)
    {
        Require.Confidence(confidence);
        Require.Positive(expected, "The expected ratio");
        var (sumBefore, sumAfter) = (Sum(before, "A count before"), Sum(after, "A count after"));
        if (before.Length < 2 || after.Length < 2 || sumBefore + sumAfter == 0) throw Require.Empty("A change of rates");
        var dof = before.Length + after.Length - 2;
        var dispersion = Math.Max(1, (Neighbours(before) + Neighbours(after)) / dof);
        if (sumBefore == 0 || sumAfter == 0) (sumBefore, sumAfter) = (sumBefore + 0.5, sumAfter + 0.5);
        var log = Math.Log(sumAfter / after.Length / (sumBefore / before.Length));
        var error = Math.Sqrt(dispersion * ((1 / sumBefore) + (1 / sumAfter)));
        var half = StudentT.TwoSidedQuantile(confidence, dof) * error;
        return new(Math.Exp(log), new Interval(Math.Exp(log - half), Math.Exp(log + half)), dispersion,
            StudentT.TwoSided((log - Math.Log(expected)) / error, dof));
    }

    private static double Sum(ReadOnlySpan<double> counts, string name)
    {
        var sum = 0.0;
        foreach (var count in counts)
        {
            Require.NotNegative(count, name);
            sum += count;
        }
        return sum;
    }

    private static double Neighbours(ReadOnlySpan<double> counts)
    {
        var sum = 0.0;
        for (var i = 1; i < counts.Length; i++)
        {
            var (one, other) = (counts[i - 1], counts[i]);
            if (one + other > 0) sum += (one - other) * (one - other) / (one + other);
        }
        return sum;
    }
}
