using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>
/// What a failing touchpoint costs: n·(c₁ − c₀)·residual value + contacts·cost of one + refunds, where c₁ and c₀ are the
/// churn of the customers who met the failure and of matched ones who did not. The definition is ours.
/// </summary>
/// <param name="ValueLost">Money; negative when the exposed left less often.</param>
/// <param name="Handling">Money spent on the contacts it caused.</param>
/// <param name="Total">Money: value lost, handling and refunds.</param>
/// <param name="PerFailure">Money a customer who met the failure.</param>
/// <param name="TotalInterval">Of the total, from Newcombe's interval of the churn difference; null when the matched group is not counted.</param>
public sealed record FailurePrice(decimal ValueLost, decimal Handling, decimal Total, decimal PerFailure, Interval? TotalInterval)
{
    /// <param name="Exposed">Customers who met the failure.</param>
    /// <param name="ChurnExposed">Share of them that left, 0 to 1.</param>
    /// <param name="ChurnUnexposed">Share of matched customers that left, 0 to 1.</param>
    /// <param name="Unexposed">Matched customers, for the interval.</param>
    /// <param name="ResidualValue">Money a customer is still worth.</param>
    public sealed record Failure(
        long Exposed, double ChurnExposed, double ChurnUnexposed, decimal ResidualValue, long Contacts, decimal CostPerContact,
        decimal Refunds, long? Unexposed = null);

    /// <exception cref="StatisticsException"><c>notPositive</c> when nobody was exposed; <c>outOfRange</c> for a churn outside 0…1;
    /// <c>negative</c>.</exception>
    public static FailurePrice Of(Failure failure, double confidence = 0.95)
    {
        Require.Positive(failure.Exposed, "The number of exposed customers");
        Require.Count(failure.Exposed, "The number of exposed customers");
        foreach (var money in new[] { failure.ResidualValue, failure.CostPerContact, failure.Refunds })
            Require.Within((double)money, -1e15, 1e15, "An amount of money");
        Require.Within(failure.ChurnExposed, 0, 1, "Churn of the exposed");
        Require.Within(failure.ChurnUnexposed, 0, 1, "Churn of the unexposed");
        Require.Count(failure.Contacts, "The number of contacts");
        var lost = failure.Exposed * ((decimal)failure.ChurnExposed - (decimal)failure.ChurnUnexposed) * failure.ResidualValue;
        var handling = failure.Contacts * failure.CostPerContact;
        var total = lost + handling + failure.Refunds;
        return new(lost, handling, total, total / failure.Exposed, IntervalOf(failure, handling, confidence));
    }

    private static Interval? IntervalOf(Failure failure, decimal handling, double confidence)
    {
        if (failure.Unexposed is not { } unexposed) return null;
        var churn = Proportion.Newcombe(
            failure.ChurnUnexposed * unexposed, unexposed, failure.ChurnExposed * failure.Exposed, failure.Exposed, confidence).Interval;
        var perShare = failure.Exposed * (double)failure.ResidualValue;
        var known = (double)(handling + failure.Refunds);
        var (first, second) = (known + churn.Low * perShare, known + churn.High * perShare);
        return new(Math.Min(first, second), Math.Max(first, second));
    }
}
