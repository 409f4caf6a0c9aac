namespace Throughline.Statistics.Calibration;

/// <summary>
/// A logistic curve through scores: p = 1 ÷ (1 + e^(slope·score + intercept)), by Newton's method with the smoothed targets that keep it finite
/// under perfect separation (Platt 1999; Lin, Lin and Weng 2007, "A note on Platt's probabilistic outputs", algorithm 1).
/// </summary>
public sealed class PlattScaling
{
    private PlattScaling(double slope, double intercept) => (Slope, Intercept) = (slope, intercept);

    /// <summary>Negative when higher scores mean likelier.</summary>
    public double Slope { get; }

    public double Intercept { get; }

    /// <exception cref="ArgumentException">No pair, or a score that is not finite.</exception>
    public static PlattScaling Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes)
    {
        CalibrationInput.Check(scores, outcomes);
        var hits = 0;
        foreach (var outcome in outcomes) hits += outcome ? 1 : 0;
        var misses = outcomes.Length - hits;
        var targets = new double[outcomes.Length];
        for (var i = 0; i < targets.Length; i++) targets[i] = outcomes[i] ? (hits + 1.0) / (hits + 2.0) : 1 / (misses + 2.0);

        // On a scale of its own, so that scores of any size converge alike.
        var (mean, spread) = Scale(scores);
        var scaled = new double[scores.Length];
        for (var i = 0; i < scaled.Length; i++) scaled[i] = (scores[i] - mean) / spread;
        var (slope, intercept) = Newton(scaled, targets, Math.Log((misses + 1.0) / (hits + 1.0)));
        return new(slope / spread, intercept - slope * mean / spread);
    }

    /// <summary>The probability at a score, in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The score is not finite.</exception>
    public double Probability(double score)
    {
        if (!double.IsFinite(score)) throw new ArgumentOutOfRangeException(nameof(score), score, "A score is finite.");
        return Curve(Math.Clamp(Slope * score, -1e300, 1e300) + Intercept);
    }

    private static (double Mean, double Spread) Scale(ReadOnlySpan<double> scores)
    {
        var largest = 0.0;
        foreach (var score in scores) largest = Math.Max(largest, Math.Abs(score));
        if (largest == 0) return (0, 1);
        var (mean, squares) = (0.0, 0.0);
        foreach (var score in scores) mean += score / largest / scores.Length;
        foreach (var score in scores) squares += Math.Pow(score / largest - mean, 2) / scores.Length;
        return (mean * largest, squares > 1e-28 ? Math.Sqrt(squares) * largest : largest);
    }

    private static (double Slope, double Intercept) Newton(double[] scores, double[] targets, double intercept)
    {
        var slope = 0.0;
        var loss = Loss(scores, targets, slope, intercept);
        for (var round = 0; round < 100; round++)
        {
            var (g0, g1, h00, h01, h11) = (0.0, 0.0, 1e-12, 0.0, 1e-12);
            for (var i = 0; i < scores.Length; i++)
            {
                var p = Curve(slope * scores[i] + intercept);
                var (error, weight) = (targets[i] - p, p * (1 - p));
                (g0, g1) = (g0 + scores[i] * error, g1 + error);
                (h00, h01, h11) = (h00 + scores[i] * scores[i] * weight, h01 + scores[i] * weight, h11 + weight);
            }

            if (Math.Abs(g0) < 1e-9 && Math.Abs(g1) < 1e-9) break;
            var determinant = h00 * h11 - h01 * h01;
            var (d0, d1) = (-(h11 * g0 - h01 * g1) / determinant, -(h00 * g1 - h01 * g0) / determinant);
            var length = 1.0;
            while (length > 1e-10 && !(Loss(scores, targets, slope + length * d0, intercept + length * d1) < loss)) length /= 2;
            if (length <= 1e-10) break;
            (slope, intercept) = (slope + length * d0, intercept + length * d1);
            loss = Loss(scores, targets, slope, intercept);
        }

        return (slope, intercept);
    }

    private static double Curve(double x) => x >= 0 ? Math.Exp(-x) / (1 + Math.Exp(-x)) : 1 / (1 + Math.Exp(x));

    private static double Loss(double[] scores, double[] targets, double slope, double intercept)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var x = slope * scores[i] + intercept;
            sum += x >= 0 ? targets[i] * x + Math.Log(1 + Math.Exp(-x)) : (targets[i] - 1) * x + Math.Log(1 + Math.Exp(x));
        }

        return sum;
    }
}
