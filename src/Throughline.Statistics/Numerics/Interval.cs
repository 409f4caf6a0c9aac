namespace Throughline.Statistics.Numerics;

/// <summary>A closed range of plausible values, in the unit of the estimate it belongs to. One-sided bounds may be infinite, never NaN.</summary>
public readonly record struct Interval(double Low, double High)
{
    public double Width => High - Low;

    public double HalfWidth => Width / 2;

    public bool Contains(double number) => Low <= number && number <= High;

    /// <summary>The same range cut to what is possible, such as 0 to 1 for a share.</summary>
    public Interval Clamp(double lowest, double highest) => new(Math.Clamp(Low, lowest, highest), Math.Clamp(High, lowest, highest));

    internal static Interval Around(double centre, double halfWidth) => new(centre - halfWidth, centre + halfWidth);

    internal Interval Times(double factor) => new(Low * factor, High * factor);
}

/// <summary>One figure as it must be shown: its value, how many observations stand behind it, and its interval.</summary>
/// <param name="Value">The estimate, in the unit its function states.</param>
/// <param name="Interval">The interval at the confidence asked for.</param>
/// <param name="N">Observations behind the figure.</param>
public readonly record struct Estimate(double Value, Interval Interval, double N);
