using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// Sample-ratio mismatch: whether arms got the shares of customers they should have. A p below 0.001 means that assignment
/// or logging is broken and no result of the experiment can be trusted. Pearson's χ². Source: Fabijan et al., KDD 2019.
/// </summary>
/// <param name="ChiSquare">Σ (seen − expected)²/expected.</param>
public sealed record SampleRatio(double ChiSquare, int DegreesOfFreedom, double PValue)
{
    public const double AlarmBelow = 0.001;

    public bool IsMismatch => PValue < AlarmBelow;

    /// <param name="customers">Customers seen in each arm.</param>
    /// <param name="weights">Weight of each arm; only proportions matter. An arm of weight 0 is left out when it saw nobody.</param>
    /// <exception cref="StatisticsException"><c>lengthsDiffer</c>, <c>tooFew</c> for fewer than two arms, <c>empty</c>, <c>negative</c>;
    /// <c>impossibleArm</c> for customers in an arm of weight 0.</exception>
    public static SampleRatio Of(IReadOnlyList<long> customers, IReadOnlyList<double> weights)
    {
        Require.SameLength(customers.Count, weights.Count, "Customers and weights");
        for (var arm = 0; arm < customers.Count; arm++)
        {
            Require.Count(customers[arm], "The number of customers");
            Require.NotNegative(weights[arm], "A weight");
            if (weights[arm] == 0 && customers[arm] > 0) throw new StatisticsException("impossibleArm", $"Arm {arm} has weight 0 but saw customers.");
        }

        var arms = weights.Count(w => w > 0);
        if (arms < 2) throw new StatisticsException("tooFew", "A sample ratio needs at least two arms.");
        double total = customers.Sum(c => (double)c), weight = weights.Sum();
        if (total == 0) throw Require.Empty("A sample ratio");

        var statistic = customers.Zip(weights, (seen, w) => w == 0 ? 0 : Squared(seen - total * w / weight) / (total * w / weight)).Sum();
        return new(statistic, arms - 1, Numerics.ChiSquare.UpperTail(statistic, arms - 1));
    }

    private static double Squared(double number) => number * number;
}
