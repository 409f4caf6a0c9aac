namespace Throughline.Statistics.CustomerValue;

/// <summary>
/// How often customers buy while they are alive, and when they stop, as a fitted distribution over customers. Times are in the unit of the
/// data it was fitted to. Every answer is finite; times that are negative or not finite are refused with <see cref="ArgumentException"/>.
/// </summary>
public interface IRepeatPurchaseModel
{
    /// <summary>The model's name as the papers write it.</summary>
    string Name { get; }

    /// <summary>The parameters by their letters in the paper, all above 0.</summary>
    IReadOnlyDictionary<string, double> Parameters { get; }

    /// <summary>ln L of one customer.</summary>
    double LogLikelihood(PurchaseSummary customer);

    /// <summary>E[X(t)]: repeat purchases expected in the first <paramref name="time"/> of a customer of whom nothing is known.</summary>
    double ExpectedPurchases(double time);

    /// <summary>E[Y(t) | x, t_x, T]: purchases expected in the next <paramref name="time"/> of this customer.</summary>
    double ExpectedPurchases(PurchaseSummary customer, double time);

    /// <summary>P(alive | x, t_x, T), in [0, 1].</summary>
    double ProbabilityAlive(PurchaseSummary customer);

    /// <summary>P(at least one purchase in the next <paramref name="time"/>), in [0, 1].</summary>
    double ProbabilityOfPurchase(PurchaseSummary customer, double time);
}
