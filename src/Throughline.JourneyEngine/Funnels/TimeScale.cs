namespace Throughline.JourneyEngine;

/// <summary>
/// Stretches of time that grow by a constant factor from nothing to a funnel's window, the same for all who are asked
/// about with one question, so that their times can be drawn and compared.
/// </summary>
public static class TimeScale
{
    public const int Stretches = 48;

    /// <summary>Where a stretch begins, in seconds; that of <see cref="Stretches"/> is the window itself.</summary>
    public static double Start(int stretch, long windowSeconds) => Math.Exp(stretch * Math.Log(1.0 + windowSeconds) / Stretches) - 1;

    /// <summary>How many of ascending times, in milliseconds, lie in each stretch.</summary>
    public static int[] Count(long[] ascendingMs, long windowSeconds)
    {
        var counts = new int[Stretches];
        var before = 0;
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            var upTo = stretch == Stretches - 1 ? ascendingMs.Length : FirstAtLeast(ascendingMs, Start(stretch + 1, windowSeconds) * 1000);
            (counts[stretch], before) = (upTo - before, upTo);
        }
        return counts;
    }

    private static int FirstAtLeast(long[] ascending, double value)
    {
        int low = 0, high = ascending.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] < value) low = middle + 1; else high = middle;
        }
        return low;
    }
}
