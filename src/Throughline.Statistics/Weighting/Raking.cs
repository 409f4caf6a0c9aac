using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Weighting;

/// <summary>
/// Weights respondents so that several margins (age, channel, …) match known shares at once, when only the margins and not
/// their combinations are known: each margin is scaled in turn until all hold. Source: Deming &amp; Stephan, Annals of
/// Mathematical Statistics 11, 1940.
/// </summary>
/// <param name="Weights">One a respondent, averaging 1.</param>
/// <param name="EffectiveN">Kish's effective number of answers.</param>
/// <param name="Rounds">Rounds over all margins until the worst share was off by less than the tolerance.</param>
/// <param name="LargestMiss">How far the worst weighted share is off its target.</param>
public sealed record Raking(IReadOnlyList<double> Weights, double EffectiveN, int Rounds, double LargestMiss)
{
    /// <param name="Category">Which category of this margin each respondent belongs to, from 0.</param>
    /// <param name="Targets">Share of each category among all customers; only proportions matter.</param>
    public sealed record Margin(IReadOnlyList<int> Category, IReadOnlyList<double> Targets);

    /// <exception cref="StatisticsException"><c>empty</c>; <c>lengthsDiffer</c>; <c>unheardCategory</c> when a target above 0 has no
    /// respondent; <c>noConvergence</c> when no weights fit all margins.</exception>
    public static Raking Of(IReadOnlyList<Margin> margins, double tolerance = 1e-10, int mostRounds = 1000)
    {
        if (margins.Count == 0 || margins[0].Category.Count == 0) throw Require.Empty("Raking");
        Require.Positive(tolerance, "The tolerance");
        var n = margins[0].Category.Count;
        var targets = margins.Select(m => Check(m, n)).ToArray();
        var weights = Enumerable.Repeat(1.0, n).ToArray();
        for (var round = 1; round <= mostRounds; round++)
        {
            for (var m = 0; m < margins.Count; m++) Scale(weights, margins[m].Category, targets[m]);
            var miss = margins.Zip(targets, (margin, target) => Miss(weights, margin.Category, target)).Max();
            if (miss <= tolerance) return new(weights, EffectiveSize(weights), round, miss);
        }

        throw new StatisticsException("noConvergence", "No weights fit all margins at once: some combination of categories has no respondent.");
    }

    private static double[] Check(Margin margin, int n)
    {
        Require.SameLength(n, margin.Category.Count, "The margins");
        foreach (var target in margin.Targets) Require.NotNegative(target, "A margin's target");
        var total = margin.Targets.Sum();
        Require.Positive(total, "The sum of a margin's targets");
        foreach (var category in margin.Category) Require.Within(category, 0, margin.Targets.Count - 1, "A respondent's category");
        var heard = margin.Category.ToHashSet();
        for (var c = 0; c < margin.Targets.Count; c++)
            if (margin.Targets[c] > 0 && !heard.Contains(c))
                throw new StatisticsException("unheardCategory", $"Nobody of category {c} answered; merge it with a similar one before weighting.");
        return [.. margin.Targets.Select(t => t / total)];
    }

    private static void Scale(double[] weights, IReadOnlyList<int> category, double[] target)
    {
        var sums = Sums(weights, category, target.Length);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = sums[category[i]] == 0 ? 0 : weights[i] * target[category[i]] * weights.Length / sums[category[i]];
    }

    private static double Miss(double[] weights, IReadOnlyList<int> category, double[] target)
    {
        var sums = Sums(weights, category, target.Length);
        return sums.Zip(target, (sum, share) => Math.Abs(sum / weights.Length - share)).Max();
    }

    private static double[] Sums(double[] weights, IReadOnlyList<int> category, int categories)
    {
        var sums = new double[categories];
        for (var i = 0; i < weights.Length; i++) sums[category[i]] += weights[i];
        return sums;
    }

    private static double EffectiveSize(double[] weights)
    {
        var sum = weights.Sum();
        return sum * sum / weights.Sum(w => w * w);
    }
}
