using System.Numerics;

namespace Throughline.Statistics.Drivers;

/// <summary>
/// What each attribute adds to R², averaged over all orders in which attributes could enter (Shapley value, LMG).
/// Parts are never negative and add up to R². Source: Lindeman, Merenda &amp; Gold 1980, p. 119 ff.; Lipovetsky &amp;
/// Conklin, Applied Stochastic Models in Business and Industry 17, 2001.
/// </summary>
/// <param name="RSquared">Share of variance explained by all attributes, 0 to 1.</param>
/// <param name="Parts">Part of R² of each attribute, in the order given.</param>
/// <param name="Shares">Parts as shares of R², which add up to 1; all 0 when nothing is explained.</param>
public sealed record Shapley(double RSquared, IReadOnlyList<double> Parts, IReadOnlyList<double> Shares)
{
    /// <summary>2¹⁵ subsets take some milliseconds; each attribute more doubles them.</summary>
    public const int MostAttributes = 15;

    // A pivot below this share of its own variance is a copy of attributes already in.
    private const double Collinear = 1e-10;

    public static Shapley Of(Correlations correlations)
    {
        var k = correlations.Attributes;
        var rSquared = new double[1 << k];
        ForEachSubset(correlations, (subset, r) => rSquared[subset] = r);

        var weights = Enumerable.Range(0, k).Select(size => 1 / (k * Choose(k - 1, size))).ToArray();
        var parts = new double[k];
        for (var subset = 0; subset < rSquared.Length; subset++)
        {
            var weight = BitOperations.PopCount((uint)subset) is var size && size < k ? weights[size] : 0;
            for (var i = 0; i < k; i++)
                if ((subset & 1 << i) == 0) parts[i] += weight * Math.Max(0, rSquared[subset | 1 << i] - rSquared[subset]);
        }

        var total = rSquared[^1];
        return new(total, parts, [.. parts.Select(p => total > 0 ? p / total : 0)]);
    }

    // Walks the tree "attribute in or out"; taking one in conditions the remaining ones on it (a Schur complement),
    // so that a subset costs the square of the attributes still undecided, not a decomposition of its own.
    internal static void ForEachSubset(Correlations correlations, Action<int, double> found)
    {
        var k = correlations.Attributes;
        var levels = new double[k + 1][,];
        for (var level = 0; level <= k; level++) levels[level] = new double[k, k + 1];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++) levels[0][i, j] = correlations.Among[i, j];
            levels[0][i, k] = correlations.WithOutcome[i];
        }

        Visit(levels, 0, 0, 0, 0, found);
    }

    private static void Visit(double[][,] levels, int depth, int attribute, int subset, double rSquared, Action<int, double> found)
    {
        var now = levels[depth];
        var k = now.GetLength(0);
        if (attribute == k)
        {
            found(subset, Math.Min(1, rSquared));
            return;
        }

        Visit(levels, depth, attribute + 1, subset, rSquared, found);
        var pivot = now[attribute, attribute];
        if (pivot <= Collinear)
        {
            Visit(levels, depth, attribute + 1, subset | 1 << attribute, rSquared, found);
            return;
        }

        var next = levels[depth + 1];
        for (var i = attribute + 1; i < k; i++)
        {
            var factor = now[i, attribute] / pivot;
            for (var j = attribute + 1; j < k; j++) next[i, j] = now[i, j] - factor * now[attribute, j];
            next[i, k] = now[i, k] - factor * now[attribute, k];
        }

        Visit(levels, depth + 1, attribute + 1, subset | 1 << attribute, rSquared + now[attribute, k] * now[attribute, k] / pivot, found);
    }

    private static double Choose(int n, int k)
    {
        var result = 1.0;
        for (var i = 1; i <= k; i++) result = result * (n - k + i) / i;
        return result;
    }
}
