using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>Retention and churn of a fixed set of customers over one period, as shares from 0 to 1 with Wilson's interval.</summary>
public static class Retention
{
    /// <summary>Customers of the start who are still there at the end, over customers of the start.</summary>
    /// <exception cref="StatisticsException"><c>empty</c>, <c>negative</c>, <c>countBeyondTotal</c>, <c>confidence</c>.</exception>
    public static Estimate Rate(long retained, long atStart, double confidence = 0.95) => Proportion.Wilson(retained, atStart, confidence);

    /// <summary>(customers at the end − new ones) / customers at the start.</summary>
    /// <exception cref="StatisticsException"><c>countBeyondTotal</c> when more arrived than are there, or more stayed than began.</exception>
    public static Estimate FromBalance(long atStart, long atEnd, long arrived, double confidence = 0.95)
    {
        Require.Count(atEnd, "Customers at the end");
        Require.Count(arrived, "The number of new customers");
        if (arrived > atEnd) throw new StatisticsException("countBeyondTotal", $"{arrived} customers are new, more than the {atEnd} at the end.");
        return Rate(atEnd - arrived, atStart, confidence);
    }

    /// <summary>1 − retention: customers of the start who left, over customers of the start.</summary>
    public static Estimate Churn(long lost, long atStart, double confidence = 0.95) => Proportion.Wilson(lost, atStart, confidence);

    /// <summary>
    /// A rate of one period brought to another by compounding: 1 − (1 − churn)^(periods). Twelve months of 5 % churn make 46 %, not 60 %.
    /// </summary>
    /// <param name="churn">Share lost in one period, 0 to 1.</param>
    /// <param name="periods">How many such periods, above 0; 1/12 turns a year into a month.</param>
    public static double CompoundChurn(double churn, double periods)
    {
        Require.Within(churn, 0, 1, "Churn");
        Require.Positive(periods, "The number of periods");
        return churn == 1 ? 1 : -double.ExpM1(periods * double.LogP1(-churn));
    }
}
