namespace Throughline.Statistics.CustomerValue;

/// <summary>
/// Tells a maximum from a place where the slope has vanished because nothing changes any more: near a parameter of 0 or infinity, or along
/// a ridge between parameters that grow together, the likelihood goes on rising towards a limit, ever more slowly.
/// </summary>
internal static class Peak
{
    private const double Step = 1e-3, NearEdge = 0.5, LeastCurvature = 3e-6;

    /// <summary>Whether the likelihood falls off in every direction: minus the matrix of its second derivatives, from differences of slopes, has
    /// a Cholesky decomposition whose pivots all stand above what rounding makes.</summary>
    public static bool IsOne(QuasiNewton.Objective objective, double[] at, double height, double edge)
    {
        if (!double.IsFinite(height) || at.Any(x => !double.IsFinite(x) || Math.Abs(x) > edge - NearEdge)) return false;
        var n = at.Length;
        var curvature = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            var (before, after) = (Slope(objective, at, i, -Step), Slope(objective, at, i, Step));
            for (var j = 0; j < n; j++) curvature[i, j] = (before[j] - after[j]) / (2 * Step);
        }

        for (var i = 0; i < n; i++)
            for (var j = 0; j < i; j++) curvature[i, j] = curvature[j, i] = (curvature[i, j] + curvature[j, i]) / 2;
        return FallsOff(curvature, n, LeastCurvature * (1 + Math.Abs(height)));
    }

    private static double[] Slope(QuasiNewton.Objective objective, double[] at, int along, double step)
    {
        var (beside, slope) = (at.ToArray(), new double[at.Length]);
        beside[along] += step;
        objective(beside, slope);
        return slope;
    }

    private static bool FallsOff(double[,] m, int n, double least)
    {
        for (var k = 0; k < n; k++)
        {
            if (!(m[k, k] > least)) return false;
            for (var i = k + 1; i < n; i++)
            {
                var factor = m[i, k] / m[k, k];
                for (var j = k + 1; j < n; j++) m[i, j] -= factor * m[k, j];
            }
        }

        return true;
    }
}
