namespace Throughline.Journeys.Alerts;

/// <summary>A figure as an alert reads it.</summary>
/// <param name="Low">95%, as is <paramref name="High"/>; null where there is no margin, and then nothing is told.</param>
/// <param name="P">That chance alone changed it so; null where there is nothing to compare with.</param>
/// <param name="By">How far it changed: this less the other, or its part more or less of a count.</param>
public sealed record Reading(double? Value, double? Low, double? High, long N, bool IsShare, double? P = null, double? By = null);

/// <summary>What an alert makes of a reading (docs/metrics.md: Alerts). It is told when the figure's margin supports it, and is over when the
/// figure itself is back: between the two lies the margin, so that a figure on its line does not ring again and again.</summary>
public static class AlertRule
{
    public const string Below = "below", Above = "above", Changes = "changes";

    /// <summary>The fewest for which a margin says anything.</summary>
    public const int Fewest = 20;

    /// <summary>One in a hundred: it is looked at again and again.</summary>
    public const double Level = 0.01, OverLevel = 0.05;

    public static IReadOnlyList<string> All { get; } = [Below, Above, Changes];

    /// <summary>Whether it holds now.</summary>
    /// <param name="held">Whether it held at the last look.</param>
    public static bool Holds(string condition, double? line, Reading reading, bool held)
    {
        if (reading.Value is not { } value || reading.N < Fewest) return held;
        return condition switch
        {
            Below => held ? value < line : reading.High < line,
            Above => held ? value > line : reading.Low > line,
            _ => reading.P is { } p ? held ? p < OverLevel : p < Level : held,
        };
    }
}
