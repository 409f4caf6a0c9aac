using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// The mixture sequential probability ratio test with a normal mixture over the effect θ: Λ = √(V/(V + τ²))·exp(τ²θ²/(2V(V + τ²))),
/// V = (variance of A + variance of B)/n an arm; p = min over all looks of 1/Λ. Source: Johari, Koomen, Pekelis &amp; Walsh, KDD 2017.
/// </summary>
/// <param name="LikelihoodRatio">Evidence for a difference at this look; may be infinite when overwhelming.</param>
/// <param name="PValue">Always-valid p at this look and all before it.</param>
public sealed record MixtureSprt(double LikelihoodRatio, double PValue)
{
    /// <param name="effect">Mean of B less mean of A.</param>
    /// <param name="varianceSum">Variance of one observation of A plus that of one of B, above 0.</param>
    /// <param name="perArm">Observations in each arm.</param>
    /// <param name="mixingVariance">τ², the variance of effects one expects, above 0.</param>
    /// <param name="pValueBefore">p of the look before, 1 at the first.</param>
    /// <exception cref="StatisticsException"><c>notPositive</c>, <c>notFinite</c>, <c>outOfRange</c>.</exception>
    public static MixtureSprt Look(double effect, double varianceSum, double perArm, double mixingVariance, double pValueBefore = 1)
    {
        Require.Finite(effect, "The effect");
        Require.Positive(varianceSum, "The sum of variances");
        Require.Positive(perArm, "Observations an arm");
        Require.Positive(mixingVariance, "The mixing variance");
        Require.Within(pValueBefore, 0, 1, "The p-value before");
        var v = varianceSum / perArm;
        Require.Positive(v, "The variance of the effect");
        var total = v + mixingVariance;
        Require.Finite(total, "The sum of variances");
        Require.Finite(effect / v * effect, "The squared effect over its variance");
        var log = (Math.Log(v) - Math.Log(total)) / 2 + mixingVariance / total * (effect / v * effect / 2);
        return new(Math.Exp(log), Math.Min(pValueBefore, Math.Exp(-log)));
    }
}
