using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// Narrows an experiment with what was known of each customer beforehand: y − θ·(x − x̄), θ the pooled within-arm
/// covariance over the variance of x. x must be measured before assignment. Source: Deng, Xu, Kohavi &amp; Walker, WSDM 2013.
/// </summary>
/// <param name="Theta">0 when x does not vary, which leaves the plain test.</param>
/// <param name="Effect">Adjusted treatment less control, in the unit of y.</param>
/// <param name="VarianceReduction">Share of the effect's variance that was saved, at most 1; negative if x only added noise.</param>
/// <param name="Test">Welch's test on the adjusted arms.</param>
public sealed record Cuped(
    double Theta, double Effect, double StandardError, double UnadjustedEffect, double UnadjustedStandardError, double VarianceReduction,
    double Z, WelchTest Test)
{
    /// <summary>Sums over the customers of one arm: y is the outcome, x its value before the experiment.</summary>
    public sealed record Arm(double N, double SumY, double SumYY, double SumX, double SumXX, double SumXY);

    /// <exception cref="StatisticsException"><c>tooFew</c>, <c>zeroVariance</c>, <c>sumsContradict</c>, <c>notFinite</c>.</exception>
    public static Cuped Of(Arm control, Arm treatment, double confidence = 0.95)
    {
        var (a, b) = (Spread.Of(control), Spread.Of(treatment));
        var xx = a.X.Variance * (a.X.N - 1) + b.X.Variance * (b.X.N - 1);
        var theta = xx == 0 ? 0 : (a.Covariance * (a.X.N - 1) + b.Covariance * (b.X.N - 1)) / xx;
        var centre = (control.SumX + treatment.SumX) / (control.N + treatment.N);

        var plain = Experiments.Effect.Between(a.Y, b.Y, relative: false);
        plain.MustVary();
        var (adjustedA, adjustedB) = (a.Adjusted(theta, centre), b.Adjusted(theta, centre));
        var test = WelchTest.Of(adjustedA, adjustedB, confidence: confidence);
        var share = test.StandardError / plain.StandardError;
        return new(theta, test.Effect, test.StandardError, plain.Value, plain.StandardError, 1 - share * share, test.T, test);
    }

    private sealed record Spread(SampleMoments Y, SampleMoments X, double Covariance)
    {
        public static Spread Of(Arm arm)
        {
            var y = SampleMoments.FromSums(arm.N, arm.SumY, arm.SumYY);
            var x = SampleMoments.FromSums(arm.N, arm.SumX, arm.SumXX);
            Experiments.Effect.Check(y);
            Require.Finite(arm.SumXY, "The sum of products");
            var covariance = (arm.SumXY - arm.SumX * y.Mean) / (arm.N - 1);
            if (covariance * covariance > x.Variance * y.Variance * (1 + 1e-6) + 1e-300)
                throw new StatisticsException("sumsContradict", "The sum of products is larger than these squares allow.");
            return new(y, x, covariance);
        }

        public SampleMoments Adjusted(double theta, double centre) =>
            new(Y.N, Y.Mean - theta * (X.Mean - centre), Math.Max(0, Y.Variance - 2 * theta * Covariance + theta * theta * X.Variance));
    }
}
