namespace Throughline.Statistics.Numerics;

/// <summary>Inverts a tail probability by Newton's method on its logarithm, kept inside a bracket.</summary>
internal static class TailRoot
{
    /// <summary>Finds u with ln tail(u) = <paramref name="logTarget"/>.</summary>
    /// <param name="start">A first guess, such as the log of the mean.</param>
    /// <param name="logTarget">Logarithm of the tail wanted, below 0.</param>
    /// <param name="rising">Whether the tail grows with u.</param>
    /// <param name="tail">The tail and the absolute slope of it at u.</param>
    internal static double Find(double start, double logTarget, bool rising, Func<double, (double Tail, double Slope)> tail)
    {
        double low = double.NegativeInfinity, high = double.PositiveInfinity, u = start, stride = 1;
        for (var turn = 0; turn < 400; turn++)
        {
            var (probability, slope) = tail(u);
            var excess = probability > 0 ? Math.Log(probability) - logTarget : double.NegativeInfinity;
            if (excess == 0) return u;
            if (excess > 0 == rising) high = u; else low = u;

            var step = probability > 0 && slope > 0 ? -excess * probability / slope * (rising ? 1 : -1) : double.NaN;
            var next = u + step;
            if (Math.Abs(step) <= 1e-15 * Math.Max(1, Math.Abs(u))) return next;
            if (!(next > low && next < high)) next = Inside(low, high, ref stride);
            if (next == u || (high - low) <= 1e-15 * Math.Max(1, Math.Abs(u))) return next;
            u = next;
        }

        return u;
    }

    private static double Inside(double low, double high, ref double stride)
    {
        if (double.IsFinite(low) && double.IsFinite(high)) return low + (high - low) / 2;
        stride *= 2;
        return double.IsFinite(low) ? low + stride : high - stride;
    }
}
