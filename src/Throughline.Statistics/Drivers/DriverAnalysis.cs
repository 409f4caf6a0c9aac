using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Drivers;

/// <summary>
/// Which attributes drive an outcome, with bootstrap intervals: respondents are drawn with repeats and the decomposition
/// is done anew. Percentile intervals. Source: Efron &amp; Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13.
/// </summary>
/// <param name="Drivers">One an attribute, in the order given.</param>
/// <param name="RSquared">Share of variance explained by all attributes, with its interval.</param>
public sealed record DriverAnalysis(IReadOnlyList<DriverAnalysis.Driver> Drivers, Estimate RSquared)
{
    /// <param name="Part">Part of R², with its interval.</param>
    /// <param name="Share">Share of R², 0 to 1, with its interval.</param>
    /// <param name="Correlation">With the outcome, for the direction.</param>
    public sealed record Driver(string Name, Estimate Part, Estimate Share, double Correlation);

    public enum Method
    {
        Shapley,
        RelativeWeights
    }

    /// <param name="names">Of the attributes.</param>
    /// <param name="rows">One a respondent, one number an attribute.</param>
    /// <param name="outcome">One a respondent, such as the overall score.</param>
    /// <param name="draws">Bootstrap draws, 20 to 100,000.</param>
    /// <param name="seed">Same seed, same intervals.</param>
    /// <exception cref="StatisticsException">As <see cref="Correlations.Of"/>; <c>outOfRange</c> for draws.</exception>
    public static DriverAnalysis Of(IReadOnlyList<string> names, IReadOnlyList<double[]> rows, IReadOnlyList<double> outcome,
        Method method = Method.Shapley, int draws = 1000, int seed = 1, double confidence = 0.95, CancellationToken ct = default)
    {
        Require.Confidence(confidence);
        Require.Within(draws, 20, 100_000, "Bootstrap draws");
        var correlations = Correlations.Of(rows, outcome);
        Require.SameLength(names.Count, correlations.Attributes, "Names and attributes");

        var seen = Decompose(correlations, method);
        var drawn = Draw(rows, outcome, method, draws, seed, ct);
        Estimate Between(double here, Func<(double RSquared, IReadOnlyList<double> Parts, IReadOnlyList<double> Shares), double> of) =>
            new(here, Percentiles(drawn.Select(of), confidence), rows.Count);

        var drivers = names.Select((name, i) => new Driver(name,
            Between(seen.Parts[i], d => d.Parts[i]), Between(seen.Shares[i], d => d.Shares[i]), correlations.WithOutcome[i]));
        return new([.. drivers], Between(seen.RSquared, d => d.RSquared));
    }

    private static (double RSquared, IReadOnlyList<double> Parts, IReadOnlyList<double> Shares) Decompose(Correlations correlations, Method method)
    {
        if (method == Method.RelativeWeights)
        {
            var weights = RelativeWeights.Of(correlations);
            return (weights.RSquared, weights.Weights, weights.Shares);
        }

        var shapley = Shapley.Of(correlations);
        return (shapley.RSquared, shapley.Parts, shapley.Shares);
    }

    // A draw in which the outcome never varies explains nothing and is drawn again.
    private static List<(double RSquared, IReadOnlyList<double> Parts, IReadOnlyList<double> Shares)> Draw(
        IReadOnlyList<double[]> rows, IReadOnlyList<double> outcome, Method method, int draws, int seed, CancellationToken ct)
    {
        var random = new Random(seed);
        var results = new List<(double, IReadOnlyList<double>, IReadOnlyList<double>)>(draws);
        var chosen = new int[rows.Count];
        while (results.Count < draws)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < chosen.Length; i++) chosen[i] = random.Next(rows.Count);
            if (Correlations.OfRows(rows, outcome, chosen) is { } correlations) results.Add(Decompose(correlations, method));
        }

        return results;
    }

    private static Interval Percentiles(IEnumerable<double> draws, double confidence)
    {
        var sorted = draws.Order().ToArray();
        return new(Quantile.OfSorted(sorted, (1 - confidence) / 2), Quantile.OfSorted(sorted, (1 + confidence) / 2));
    }
}
