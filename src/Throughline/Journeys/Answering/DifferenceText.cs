using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Answering;

/// <summary>How a difference reads.</summary>
public static class DifferenceText
{
    /// <param name="plain">For numbers that are no shares.</param>
    /// <param name="time">For lengths of time.</param>
    public static string By(Difference difference, bool plain, bool time, IStringLocalizer<Words> words) => time
        ? (difference.By < 0 ? "−" : "+") + HowLong.Of(Math.Abs(difference.By))
        : plain
        ? difference.By.ToString(Math.Abs(difference.By) >= 100 ? "+#,0;−#,0" : "+#,0.##;−#,0.##", CultureInfo.CurrentCulture)
        : words["{0} pts", Points.Of(difference.By)];

    /// <summary>With interval, p and both n.</summary>
    /// <param name="from">From whom it differs: "everyone else".</param>
    public static string Why(Difference difference, string from, bool plain, bool time, IStringLocalizer<Words> words)
    {
        var p = difference.Adjusted < 0.001 ? "p < 0.001" : $"p = {difference.Adjusted.ToString("0.000", CultureInfo.CurrentCulture)}";
        var by = By(difference, plain, time, words);
        from = Within(from, words);
        return difference.Interval is { } interval
            ? words[
                "Compared with {0}: {1}, 95% interval {2} to {3}, {4} (adjusted for all tests on this page), n = {5:N0} and {6:N0}", from, by,
                Bound(interval.Low, plain), Bound(interval.High, plain), p, difference.N, difference.OtherN]
            : words["Compared with {0}: {1} (medians), {2} by the log-rank test (adjusted for all tests on this page), n = {3:N0} and {4:N0}",
                from, by, p, difference.N, difference.OtherN];
    }

    /// <summary>What it is compared with, inside a sentence: a segment's name stays as it is.</summary>
    public static string Within(string from, IStringLocalizer<Words> words) => from == words["Previous period"] ? words["the previous period"] : from;

    private static string Bound(double bound, bool plain) => (plain ? bound : bound * 100).ToString("+0.0;−0.0;0", CultureInfo.CurrentCulture);
}
