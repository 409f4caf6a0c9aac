using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>Exact tests of a count k of n against a share p.</summary>
public static class BinomialTest
{
    /// <summary>Twice the smaller tail, at most 1. Agrees with the Clopper-Pearson interval.</summary>
    public static double Doubled(double k, double n, double p)
    {
        Check(k, n, p);
        return Math.Min(1, 2 * Math.Min(AtMost(k, n, p), AtLeast(k, n, p)));
    }

    /// <summary>The probability of every outcome no likelier than k, as the usual exact test of statistical packages.</summary>
    public static double MinimumLikelihood(double k, double n, double p)
    {
        Check(k, n, p);
        var seen = LogProbability(k, n, p) + 1e-7;
        var mode = Math.Min(n, Math.Floor((n + 1) * p));
        if (k == mode) return 1;
        if (k < mode) return Math.Min(1, AtMost(k, n, p) + AtLeast(FirstNoLikelier(mode, n, seen, x => LogProbability(x, n, p)), n, p));
        var mirrored = FirstNoLikelier(n - mode, n, seen, x => LogProbability(n - x, n, p));
        return Math.Min(1, AtLeast(k, n, p) + AtMost(n - mirrored, n, p));
    }

    internal static double AtMost(double k, double n, double p) =>
        k < 0 ? 0 : k >= n ? 1 : IncompleteBeta.Lower(n - k, k + 1, 1 - p, p);

    internal static double AtLeast(double k, double n, double p) =>
        k <= 0 ? 1 : k > n ? 0 : IncompleteBeta.Lower(k, n - k + 1, p, 1 - p);

    private static void Check(double k, double n, double p)
    {
        Require.Share(k, n, "The number of successes");
        if (!(p > 0 && p < 1)) throw new StatisticsException("outOfRange", $"The share to test against must lie between 0 and 1, but is {p}.");
    }

    // Above the mode the probability falls, so the first outcome no likelier than the one seen is found by halving.
    private static double FirstNoLikelier(double mode, double n, double logSeen, Func<double, double> logProbability)
    {
        double low = mode, high = n + 1;
        while (low < high)
        {
            var middle = Math.Floor((low + high) / 2);
            if (logProbability(middle) <= logSeen) high = middle; else low = middle + 1;
        }

        return low;
    }

    private static double LogProbability(double k, double n, double p)
    {
        if (k > n) return double.NegativeInfinity;
        if (k == 0) return n * double.LogP1(-p);
        if (k == n) return n * Math.Log(p);
        var deviance = StirlingError.Deviance(k, n * p) + StirlingError.Deviance(n - k, n * (1 - p));
        var corrections = StirlingError.Of(n) - StirlingError.Of(k) - StirlingError.Of(n - k);
        return corrections - deviance + (Math.Log(n / (k * (n - k))) - Math.Log(2 * Math.PI)) / 2;
    }
}
