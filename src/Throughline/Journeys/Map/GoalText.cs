using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Map;

/// <summary>How a touchpoint stands with its goal, in words.</summary>
internal static class GoalText
{
    /// <summary>"74% reach their goal", "Too early to tell", "No goal set".</summary>
    public static string State(ShowMap.TouchpointOfMap touchpoint, IStringLocalizer<Words> words) => touchpoint switch
    {
        { GoalReached: { } share } => words["{0} reach the goal", Percent.Of(share)],
        { HasGoal: true } => words["Too early to tell"],
        _ => words["No goal set"],
    };
}

/// <summary>A change of volume in words.</summary>
internal static class VolumeText
{
    private const double Twice = 2;

    /// <summary>"+40%", "×10", "−30%".</summary>
    public static string Short(ShowMap.VolumeFigures volume, IStringLocalizer<Words> words) => volume.Ratio >= Twice
        ? words["×{0}", volume.Ratio.ToString(volume.Ratio < 10 ? "0.#" : "N0", CultureInfo.CurrentCulture)]
        : Percent(volume.Ratio);

    /// <summary>"+40%" of a ratio of 1.4.</summary>
    public static string Percent(double ratio) => ((ratio - 1) * 100).ToString("+0;−0;±0", CultureInfo.CurrentCulture) + "%";
}
