using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>
/// Value of a customer under contract with constant margin m, retention r and discount rate d a period.
/// Source: Gupta &amp; Lehmann, "Customers as Assets", Journal of Interactive Marketing 17(1), 2003. Both conventions of
/// timing are given because suites disagree; a page must say which one it shows.
/// </summary>
/// <param name="FirstMarginAtPeriodEnd">m·r / (1 + d − r): the first margin comes after one period, if the customer stays.</param>
/// <param name="FirstMarginNow">m·(1 + d) / (1 + d − r): the first margin comes at once.</param>
public sealed record RetentionValue(double FirstMarginAtPeriodEnd, double FirstMarginNow)
{
    /// <param name="margin">Money a period; may be negative.</param>
    /// <param name="retention">Share that stays a period, 0 to 1.</param>
    /// <param name="discount">Rate a period, 0 or more.</param>
    /// <exception cref="StatisticsException"><c>infiniteValue</c> when everybody stays and nothing is discounted.</exception>
    public static RetentionValue Of(double margin, double retention, double discount)
    {
        Require.Finite(margin, "Margin");
        Require.Within(retention, 0, 1, "Retention");
        Require.NotNegative(discount, "The discount rate");
        var loss = 1 + discount - retention;
        if (loss <= 0) throw new StatisticsException("infiniteValue", "A customer who never leaves, at no discount, has no finite value.");
        return new(margin * retention / loss, margin * (1 + discount) / loss);
    }
}
