using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Weighting;

/// <summary>
/// Corrects for hearing some kinds of customer more than others, when the share of each kind among all customers is known:
/// a respondent of kind h weighs (population share of h) / (sample share of h), so that weights average 1.
/// Source: Holt &amp; Smith, JRSS A 142, 1979; effective size n·(mean w)²/mean(w²): Kish, "Survey Sampling", 1965, §11.7.
/// </summary>
public static class PostStratification
{
    /// <param name="Respondents">Answers from this kind of customer.</param>
    /// <param name="Mean">Their mean score.</param>
    /// <param name="Variance">Of one answer of theirs.</param>
    /// <param name="Population">How many customers of this kind there are; only proportions matter.</param>
    public sealed record Stratum(long Respondents, double Mean, double Variance, double Population);

    /// <param name="Mean">Weighted mean, in the unit of the scores.</param>
    /// <param name="UnweightedMean">What one would have reported without the correction.</param>
    /// <param name="Interval">Normal interval with Σ W²·s²/n as variance.</param>
    /// <param name="EffectiveN">Kish's effective number of answers.</param>
    /// <param name="Weights">Weight of one respondent of each stratum.</param>
    public sealed record Result(double Mean, double UnweightedMean, Interval Interval, double EffectiveN, double DesignEffect, IReadOnlyList<double> Weights);

    /// <exception cref="StatisticsException"><c>empty</c>; <c>unheardStratum</c> when a kind of customer exists from which nobody answered;
    /// <c>notFinite</c>, <c>negative</c>.</exception>
    public static Result Of(IReadOnlyList<Stratum> strata, double confidence = 0.95)
    {
        Check(strata);
        double n = strata.Sum(s => s.Respondents), population = strata.Sum(s => s.Population);
        if (n == 0 || population == 0) throw Require.Empty("Post-stratification");

        double Share(Stratum s) => s.Population / population;
        var heard = strata.Where(s => s.Respondents > 0).ToArray();
        var mean = heard.Sum(s => Share(s) * s.Mean);
        var variance = heard.Sum(s => Share(s) * Share(s) * s.Variance / s.Respondents);
        var weights = strata.Select(s => s.Respondents == 0 ? 0 : Share(s) * n / s.Respondents).ToArray();
        var designEffect = strata.Zip(weights, (s, w) => s.Respondents * w * w).Sum() / n;
        var halfWidth = StandardNormal.TwoSidedQuantile(confidence) * Math.Sqrt(variance);
        return new(mean, heard.Sum(s => s.Respondents * s.Mean) / n, Interval.Around(mean, halfWidth), n / designEffect, designEffect, weights);
    }

    private static void Check(IReadOnlyList<Stratum> strata)
    {
        foreach (var stratum in strata)
        {
            Require.Count(stratum.Respondents, "The number of respondents");
            Require.Finite(stratum.Mean, "A stratum's mean");
            Require.NotNegative(stratum.Variance, "A stratum's variance");
            Require.NotNegative(stratum.Population, "A stratum's population");
            if (stratum.Respondents == 0 && stratum.Population > 0)
                throw new StatisticsException("unheardStratum", "Nobody of one kind of customer answered; merge it with a similar kind before weighting.");
        }
    }
}
