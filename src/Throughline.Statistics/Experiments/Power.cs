using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// How many customers an experiment needs, what it can find, and how long it runs. Two-sided z tests of equal arms with
/// unpooled variance: n = (z_{1−α/2} + z_{power})²·(σ²_A + σ²_B)/δ². Source: Fleiss, "Statistical Methods for Rates and
/// Proportions", 3rd ed., §4, without continuity correction.
/// </summary>
public static class Power
{
    /// <param name="Exact">Before rounding up.</param>
    /// <param name="PerArm">Customers an arm.</param>
    public readonly record struct Size(double Exact, long PerArm);

    /// <summary>For a conversion of <paramref name="baseline"/> that is to grow by <paramref name="relativeChange"/> (0.1 for +10 %).</summary>
    /// <exception cref="StatisticsException"><c>outOfRange</c> when either share leaves 0…1 or nothing changes; <c>confidence</c>;
    /// <c>countTooLarge</c>.</exception>
    public static Size ForProportion(double baseline, double relativeChange, double confidence = 0.95, double power = 0.8)
    {
        Require.Within(baseline, 0, 1, "The baseline");
        Require.Finite(relativeChange, "The relative change");
        var changed = baseline * (1 + relativeChange);
        Require.Within(changed, 0, 1, "The changed share");
        return Sized(baseline * (1 - baseline) + changed * (1 - changed), changed - baseline, confidence, power);
    }

    /// <summary>For a mean that is to change by <paramref name="difference"/>, when one observation has <paramref name="variance"/> in both arms.</summary>
    public static Size ForMean(double variance, double difference, double confidence = 0.95, double power = 0.8)
    {
        Require.Positive(variance, "The variance");
        Require.Finite(difference, "The difference");
        return Sized(2 * variance, difference, confidence, power);
    }

    /// <summary>Chance to find a true <paramref name="difference"/>, both tails counted, 0 to 1.</summary>
    /// <param name="varianceSum">Variance of one observation of A plus that of one of B.</param>
    public static double Achieved(double perArm, double varianceSum, double difference, double confidence = 0.95)
    {
        Require.Positive(perArm, "Customers an arm");
        Require.Positive(varianceSum, "The sum of variances");
        Require.Finite(difference, "The difference");
        var z = StandardNormal.TwoSidedQuantile(confidence);
        var error = Math.Sqrt(varianceSum / perArm);
        Require.Positive(error, "The standard error");
        var shift = difference / error;
        return StandardNormal.UpperTail(z - shift) + StandardNormal.UpperTail(z + shift);
    }

    /// <summary>The smallest difference that <paramref name="perArm"/> customers an arm find with this power, in the unit of the metric.</summary>
    public static double SmallestDifference(double perArm, double varianceSum, double confidence = 0.95, double power = 0.8)
    {
        Require.Positive(perArm, "Customers an arm");
        Require.NotNegative(varianceSum, "The sum of variances");
        return Reach(confidence, power) * Math.Sqrt(varianceSum / perArm);
    }

    /// <summary>Days until every arm has its customers, rounded up to whole weeks, because weekdays differ from weekends.</summary>
    /// <param name="customersADay">New customers a day who enter the experiment.</param>
    /// <param name="smallestArm">Share of them that the smallest arm gets, such as 0.5.</param>
    public static int RunDays(long perArm, double customersADay, double smallestArm = 0.5)
    {
        Require.Positive(perArm, "Customers an arm");
        Require.Positive(customersADay, "Customers a day");
        Require.Within(smallestArm, 0, 1, "The smallest arm's share");
        Require.Positive(smallestArm, "The smallest arm's share");
        var weeks = Math.Ceiling(perArm / (customersADay * smallestArm) / 7 * (1 - 1e-12));
        if (weeks > 5200) throw new StatisticsException("neverEnds", "The experiment would run for more than a hundred years.");
        return (int)weeks * 7;
    }

    private static Size Sized(double varianceSum, double difference, double confidence, double power)
    {
        if (difference == 0) throw new StatisticsException("outOfRange", "The change to find must not be 0.");
        var reach = Reach(confidence, power);
        var exact = reach * reach * varianceSum / (difference * difference);
        return new(exact, SampleSize.RoundUp(Math.Max(1, exact)));
    }

    private static double Reach(double confidence, double power)
    {
        if (!(power > 0 && power < 1)) throw new StatisticsException("outOfRange", $"Power must lie between 0 and 1, but is {power}.");
        return Math.Max(0, StandardNormal.TwoSidedQuantile(confidence) + StandardNormal.Quantile(power));
    }
}
