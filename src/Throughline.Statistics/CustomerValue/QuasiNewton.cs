namespace Throughline.Statistics.CustomerValue;

/// <summary>BFGS with a backtracking line search (Nocedal and Wright 2006, algorithm 6.1), for the few unbounded parameters of a likelihood.</summary>
internal static class QuasiNewton
{
    /// <summary>Parameters are logs; beyond this they are as good as 0 or infinite, and the likelihood is flat.</summary>
    private const double Edge = 14;

    private const int MostRounds = 500;

    public delegate double Objective(double[] at, double[] slope);

    /// <summary>
    /// The maximum near <paramref name="start"/>. Steps that leave the box or meet a value that is not finite are shortened. It has converged
    /// when the slope vanishes at a peak: not where the search ran into the box or out of rounds, and not on a plain or a ridge that goes on.
    /// </summary>
    public static (double[] At, double Height, bool Converged) Maximise(Objective objective, double[] start)
    {
        var (at, height, isFlat) = Climb(objective, start);
        return (at, height, isFlat && Peak.IsOne(objective, at, height, Edge));
    }

    private static (double[] At, double Height, bool IsFlat) Climb(Objective objective, double[] start)
    {
        var n = start.Length;
        var (at, slope, inverse) = (start.ToArray(), new double[n], Identity(n));
        var height = objective(at, slope);
        var scaled = false;
        for (var round = 0; round < MostRounds; round++)
        {
            if (IsFlat(slope, height)) return (at, height, true);
            var direction = Direction(inverse, slope);
            if (Search(objective, at, slope, height, direction) is not { } next)
            {
                if (!scaled) return (at, height, IsNearlyFlat(slope, height));
                (inverse, scaled) = (Identity(n), false);
                continue;
            }

            var (step, turn) = (Minus(next.At, at), Minus(slope, next.Slope));
            if (!scaled && Dot(step, turn) > 0) Scale(inverse, Dot(step, turn) / Dot(turn, turn));
            Update(inverse, step, turn);
            scaled = true;
            (at, slope, height) = (next.At, next.Slope, next.Height);
        }

        return (at, height, false);
    }

    private static bool IsFlat(double[] slope, double height) => slope.Max(Math.Abs) <= 1e-9 * (1 + Math.Abs(height));

    private static bool IsNearlyFlat(double[] slope, double height) => slope.Max(Math.Abs) <= 1e-6 * (1 + Math.Abs(height));

    private static (double[] At, double[] Slope, double Height)? Search(Objective objective, double[] at, double[] slope, double height, double[] direction)
    {
        var rise = Dot(direction, slope);
        var longest = direction.Max(Math.Abs);
        if (!(rise > 0)) return null;
        var length = Math.Min(1, 2 / longest);
        for (var tries = 0; tries < 50; tries++, length /= 2)
        {
            var (next, nextSlope) = (new double[at.Length], new double[at.Length]);
            for (var i = 0; i < at.Length; i++) next[i] = Math.Clamp(at[i] + length * direction[i], -Edge, Edge);
            var nextHeight = objective(next, nextSlope);
            if (double.IsFinite(nextHeight) && nextHeight > height + 1e-4 * length * rise) return (next, nextSlope, nextHeight);
        }

        return null;
    }

    private static double[,] Identity(int n)
    {
        var identity = new double[n, n];
        for (var i = 0; i < n; i++) identity[i, i] = 1e-3;
        return identity;
    }

    private static void Scale(double[,] matrix, double factor)
    {
        for (var i = 0; i < matrix.GetLength(0); i++) matrix[i, i] = factor;
    }

    private static double[] Direction(double[,] inverse, double[] slope)
    {
        var direction = new double[slope.Length];
        for (var i = 0; i < slope.Length; i++)
        {
            for (var j = 0; j < slope.Length; j++) direction[i] += inverse[i, j] * slope[j];
        }

        return direction;
    }

    /// <summary>H ← (I − ρ·s·yᵀ)·H·(I − ρ·y·sᵀ) + ρ·s·sᵀ, left as it is where the curvature has the wrong sign.</summary>
    private static void Update(double[,] h, double[] s, double[] y)
    {
        var along = Dot(s, y);
        if (!(along > 1e-14)) return;
        var hy = Direction(h, y);
        var factor = (1 + Dot(y, hy) / along) / along;
        for (var i = 0; i < s.Length; i++)
        {
            for (var j = 0; j < s.Length; j++) h[i, j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / along;
        }
    }

    private static double[] Minus(double[] a, double[] b) => [.. a.Select((v, i) => v - b[i])];

    private static double Dot(double[] a, double[] b) => a.Select((v, i) => v * b[i]).Sum();
}
