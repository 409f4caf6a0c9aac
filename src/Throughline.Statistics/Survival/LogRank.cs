using MathNet.Numerics.LinearAlgebra;
using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Survival;

/// <summary>
/// Whether groups leave at the same pace: observed less expected events over all times, against their hypergeometric
/// covariance. Source: Mantel, Cancer Chemotherapy Reports 50, 1966; Kalbfleisch &amp; Prentice, §1.5.
/// </summary>
/// <param name="ChiSquare">The statistic, with one degree of freedom fewer than groups.</param>
/// <param name="Observed">Events of each group.</param>
/// <param name="Expected">Events of each group were all alike.</param>
public sealed record LogRank(double ChiSquare, int DegreesOfFreedom, double PValue, IReadOnlyList<double> Observed, IReadOnlyList<double> Expected)
{
    /// <exception cref="StatisticsException"><c>tooFew</c> for fewer than two groups; <c>empty</c> for an empty group; <c>noEvents</c> when
    /// nobody met the event.</exception>
    public static LogRank Of(IReadOnlyList<IReadOnlyList<Lifetime>> groups)
    {
        if (groups.Count < 2) throw new StatisticsException("tooFew", "A log-rank test needs at least two groups.");
        if (groups.Any(g => g.Count == 0)) throw Require.Empty("Every group of a log-rank test");
        var all = groups.SelectMany(g => g).ToArray();
        if (!all.Any(l => l.Ended)) throw new StatisticsException("noEvents", "Nobody met the event, so paces cannot be compared.");

        var observed = groups.Select(g => (double)g.Count(l => l.Ended)).ToArray();
        var expected = new double[groups.Count];
        var covariance = Matrix<double>.Build.Dense(groups.Count, groups.Count);
        var ends = groups.Select(g => g.Select(l => l.Duration).Order().ToArray()).ToArray();
        foreach (var (time, atRisk, events) in KaplanMeier.EventTimes(all))
            Add(ends.Select(e => (double)(e.Length - FirstAtLeast(e, time))).ToArray(), atRisk, events, expected, covariance);

        var statistic = Statistic(observed, expected, covariance, out var dof);
        return new(statistic, dof, dof == 0 ? 1 : Numerics.ChiSquare.UpperTail(statistic, dof), observed, expected);
    }

    /// <summary>The same from counts: how many of each group met the event in each stretch of time, when everybody did in one of them.</summary>
    /// <param name="events">Groups of equally many counts, earliest first.</param>
    /// <exception cref="StatisticsException"><c>tooFew</c> for fewer than two groups; <c>lengthsDiffer</c>; <c>empty</c> for a group
    /// without events; <c>negative</c>.</exception>
    public static LogRank OfCounts(IReadOnlyList<IReadOnlyList<int>> events)
    {
        if (events.Count < 2) throw new StatisticsException("tooFew", "A log-rank test needs at least two groups.");
        foreach (var group in events)
        {
            Require.SameLength(events[0].Count, group.Count, "Groups of a log-rank test");
            foreach (var count in group) Require.NotNegative(count, "A count of events");
        }
        var atRisk = events.Select(g => g.Sum(e => (double)e)).ToArray();
        if (atRisk.Any(n => n == 0)) throw Require.Empty("Every group of a log-rank test");

        var (observed, expected) = (atRisk.ToArray(), new double[events.Count]);
        var covariance = Matrix<double>.Build.Dense(events.Count, events.Count);
        for (var stretch = 0; stretch < events[0].Count; stretch++)
        {
            var met = events.Sum(g => (double)g[stretch]);
            if (met > 0) Add(atRisk, atRisk.Sum(), met, expected, covariance);
            for (var group = 0; group < atRisk.Length; group++) atRisk[group] -= events[group][stretch];
        }

        var statistic = Statistic(observed, expected, covariance, out var dof);
        return new(statistic, dof, dof == 0 ? 1 : Numerics.ChiSquare.UpperTail(statistic, dof), observed, expected);
    }

    private static void Add(double[] groupAtRisk, double atRisk, double events, double[] expected, Matrix<double> covariance)
    {
        var factor = atRisk > 1 ? events * (atRisk - events) / (atRisk - 1) : 0;
        for (var i = 0; i < expected.Length; i++)
        {
            var share = groupAtRisk[i] / atRisk;
            expected[i] += events * share;
            for (var j = 0; j < expected.Length; j++)
                covariance[i, j] += factor * share * ((i == j ? 1 : 0) - groupAtRisk[j] / atRisk);
        }
    }

    // The covariance has rank of one fewer than groups (less if a group left before the first event): a pseudo-inverse.
    private static double Statistic(double[] observed, double[] expected, Matrix<double> covariance, out int dof)
    {
        var difference = Vector<double>.Build.Dense(observed.Length, i => observed[i] - expected[i]);
        var values = covariance.Evd(Symmetricity.Symmetric);
        var smallest = 1e-10 * values.D.Diagonal().AbsoluteMaximum();
        double sum = 0;
        dof = 0;
        for (var i = 0; i < observed.Length; i++)
        {
            var eigenvalue = values.D[i, i];
            if (eigenvalue <= smallest || eigenvalue <= 1e-14) continue;
            var along = values.EigenVectors.Column(i) * difference;
            sum += along * along / eigenvalue;
            dof++;
        }

        return sum;
    }

    private static int FirstAtLeast(double[] sorted, double time)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < time) low = middle + 1; else high = middle;
        }

        return low;
    }
}
