using MathNet.Numerics.Integration;
using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// Conversion of two arms as beta beliefs: P(p_B &gt; p_A) = ∫ f_B·F_A, and the expected loss of choosing B,
/// E[max(p_A − p_B, 0)] = ∫ F_B·(1 − F_A). By Gauss-Legendre quadrature on the log odds, for any counts and any prior
/// above 0. Source: Miller, "Formulas for Bayesian A/B Testing", 2015; Stucchio 2015.
/// </summary>
/// <param name="ChanceToWin">Probability that B converts better than A.</param>
/// <param name="LossOfB">Expected loss of choosing B, as a share from 0 to 1.</param>
/// <param name="LossOfA">Expected loss of choosing A.</param>
/// <param name="IntervalA">Central credible interval of A's conversion.</param>
/// <param name="IntervalB">Central credible interval of B's conversion.</param>
public sealed record BetaBinomial(double ChanceToWin, double LossOfB, double LossOfA, Interval IntervalA, Interval IntervalB)
{
    /// <param name="Alpha">Conversions believed in beforehand, above 0.</param>
    /// <param name="Beta">Failures believed in beforehand, above 0.</param>
    public sealed record Prior(double Alpha, double Beta)
    {
        /// <summary>Every conversion alike.</summary>
        public static Prior Flat { get; } = new(1, 1);
    }

    /// <exception cref="StatisticsException"><c>countBeyondTotal</c>, <c>negative</c>, <c>outOfRange</c> for the prior. No trials at all
    /// leave the prior.</exception>
    public static BetaBinomial Of(long convertedA, long trialsA, long convertedB, long trialsB, Prior? prior = null, double confidence = 0.95)
    {
        Require.Confidence(confidence);
        prior ??= Prior.Flat;
        Require.Shape(prior.Alpha, "The prior's alpha");
        Require.Shape(prior.Beta, "The prior's beta");
        var a = Belief.After(convertedA, trialsA, prior);
        var b = Belief.After(convertedB, trialsB, prior);
        double[] ends = [a.Lowest, a.Highest, b.Lowest, b.Highest];
        double[] borders = [.. ends.Concat([.. a.Bends, .. b.Bends]).Where(u => u >= ends.Min() && u <= ends.Max()).Order()];
        return new(
            Math.Clamp(Integrate(borders, u => b.Density(u) * a.Below(u)) + Outside(a, b, borders[0], borders[^1]), 0, 1),
            Integrate(borders, u => b.Below(u) * a.Above(u) * Slope(u)),
            Integrate(borders, u => a.Below(u) * b.Above(u) * Slope(u)),
            a.Central(confidence), b.Central(confidence));
    }

    // With priors next to 0 much lies at log odds that a number cannot reach; there both beliefs fall off as powers.
    private static double Outside(Belief a, Belief b, double lowest, double highest) =>
        b.Below(lowest) * a.Below(lowest) * b.A / (a.A + b.A) + b.Above(highest) * (1 - a.Above(highest) * b.B / (a.B + b.B));

    // dx/du of the logistic function.
    private static double Slope(double u) => IncompleteBeta.Logistic(u) * IncompleteBeta.Logistic(-u);

    private static double Integrate(double[] borders, Func<double, double> of)
    {
        const int panels = 5;
        double sum = 0;
        for (var piece = 0; piece + 1 < borders.Length; piece++)
        {
            var width = (borders[piece + 1] - borders[piece]) / panels;
            if (width <= 0) continue;
            for (var panel = 0; panel < panels; panel++)
                sum += GaussLegendreRule.Integrate(of, borders[piece] + panel * width, borders[piece] + (panel + 1) * width, 32);
        }

        return sum;
    }

    private sealed record Belief(double A, double B)
    {
        // Beyond these log odds the density is below e^−60 of its peak.
        public double Lowest { get; } = Border(A, B, -1);

        public double Highest { get; } = Border(A, B, 1);

        // Around these log odds one power law gives way to another; with little data that is narrow beside the whole range.
        public double[] Bends { get; } = [-Math.Log(1 + B) - 6, -Math.Log(1 + B) + 6, Math.Log(1 + A) - 6, Math.Log(1 + A) + 6];

        public static Belief After(long converted, long trials, Prior prior)
        {
            Require.Count(trials, "The number of trials");
            if (trials > 0) Require.Share(converted, trials, "The number of conversions");
            else if (converted != 0) throw new StatisticsException("countBeyondTotal", "There are conversions but no trials.");
            return new(converted + prior.Alpha, trials - converted + prior.Beta);
        }

        public double Density(double u) => IncompleteBeta.LogitDensity(A, B, IncompleteBeta.Logistic(u), IncompleteBeta.Logistic(-u));

        public double Below(double u) => IncompleteBeta.Lower(A, B, IncompleteBeta.Logistic(u), IncompleteBeta.Logistic(-u));

        public double Above(double u) => IncompleteBeta.Lower(B, A, IncompleteBeta.Logistic(-u), IncompleteBeta.Logistic(u));

        public Interval Central(double confidence) =>
            new(IncompleteBeta.Quantile(A, B, (1 - confidence) / 2), IncompleteBeta.Quantile(A, B, (1 + confidence) / 2));

        private static double Border(double a, double b, int side)
        {
            double Log(double u) => IncompleteBeta.LogLogitDensity(a, b, IncompleteBeta.Logistic(u), IncompleteBeta.Logistic(-u));
            var peak = Math.Log(a / b);
            var wanted = Log(peak) - 60;
            double near = 0, far = 1e-6;
            while (Log(peak + side * far) > wanted && far < 700) (near, far) = (far, 2 * far);
            for (var turn = 0; turn < 40; turn++)
            {
                var middle = (near + far) / 2;
                if (Log(peak + side * middle) > wanted) near = middle; else far = middle;
            }

            return peak + side * Math.Min(far, 700);
        }
    }
}
