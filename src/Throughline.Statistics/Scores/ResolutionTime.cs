using Throughline.Statistics.Numerics;
using Throughline.Statistics.Survival;

namespace Throughline.Statistics.Scores;

/// <summary>
/// Time to resolution with open conversations counted: the mean over resolved ones alone understates, the Kaplan-Meier
/// median treats the age of an open one as a lower bound.
/// </summary>
/// <param name="MeanResolved">Mean over resolved conversations, in the unit given; null when none is resolved.</param>
/// <param name="Median">Time by which half are resolved; null when fewer than half were within the ages seen.</param>
/// <param name="ShareResolved">Resolved over all, 0 to 1, with Wilson's interval.</param>
public sealed record ResolutionTime(double? MeanResolved, double? Median, Estimate ShareResolved)
{
    /// <exception cref="StatisticsException"><c>empty</c>, <c>negative</c>, <c>notFinite</c>.</exception>
    public static ResolutionTime Of(IReadOnlyList<double> resolved, IReadOnlyList<double> openAges, double confidence = 0.95)
    {
        var lives = resolved.Select(t => new Lifetime(t, true)).Concat(openAges.Select(t => new Lifetime(t, false))).ToArray();
        var curve = KaplanMeier.Of(lives, confidence);
        return new(resolved.Count == 0 ? null : resolved.Average(), curve.Median, Proportion.Wilson(resolved.Count, lives.Length, confidence));
    }
}
