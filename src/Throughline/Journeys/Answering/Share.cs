using System.Globalization;
using Throughline.Platform.Ui;
using Throughline.Statistics.Numerics;

namespace Throughline.Journeys.Answering;

/// <summary>How shares read.</summary>
public static class Share
{
    /// <summary>"58%", "4.2%", "—".</summary>
    public static string Text(double? share) => share is { } given ? Percent.Of(given) : "—";

    /// <summary>"56.1–59.8%".</summary>
    public static string? Text(Interval? interval) =>
        interval is { } i ? Percent.Between(i.Low, i.High) : null;

    /// <summary>For a width or a strength in a style attribute.</summary>
    public static string Css(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(share, 0, 1) * 100:0.##}%");
}
