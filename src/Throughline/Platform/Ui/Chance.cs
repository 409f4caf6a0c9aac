using System.Globalization;

namespace Throughline.Platform.Ui;

/// <summary>How likely chance alone is, as a person reads it: "p = 0.0312", "p &lt; 0.0001".</summary>
public static class Chance
{
    private const double Least = 0.0001;

    public static string Of(double p) =>
        p < Least ? $"p < {Least.ToString("0.0000", CultureInfo.CurrentCulture)}" : $"p = {p.ToString("0.0000", CultureInfo.CurrentCulture)}";

    /// <summary>Null when no test was made.</summary>
    public static string? Of(double? p) => p is { } known ? Of(known) : null;
}
