using System.Globalization;
using Throughline.Platform.Ui;
using Throughline.Statistics.Numerics;

namespace Throughline.Journeys.Answering;

/// <summary>How shares read.</summary>
public static class Share
{
    /// <summary>A decimal only where it tells something: "58%", "4.2%", "—".</summary>
    public static string Text(double? share) => share is not { } given ? "—" : (given * 100) switch
    {
        0 or 100 => Percent.Of(given),
        < 10 or > 90 => Percent.Of(given, 1),
        _ => Percent.Of(given),
    };

    /// <summary>"56.1–59.8%".</summary>
    public static string? Text(Interval? interval) =>
        interval is { } i ? string.Create(CultureInfo.CurrentCulture, $"{i.Low * 100:0.0}–{i.High * 100:0.0}%") : null;

    /// <summary>For a width or a strength in a style attribute.</summary>
    public static string Css(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(share, 0, 1) * 100:0.##}%");
}
