using Microsoft.Extensions.Localization;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Changes;

/// <summary>A change in words.</summary>
internal static class ChangeText
{
    /// <summary>"Checkout: 58% reach their goal, −9 pts".</summary>
    public static string Headline(this FindChanges.Change change, IStringLocalizer<Words> words) =>
        words["{0}: {1} reach the goal, {2} pts", change.Name, Percent.Of(change.Share), Points.Of(change.By)];

    /// <summary>"Almost all of it is browser = Safari (12% instead of 61%, n = 812)".</summary>
    public static string Why(this FindChanges.Change change, IStringLocalizer<Words> words) => change.Cause is not { } cause
        ? words["No single property explains it."]
        : words[cause.Explained switch
        {
            >= 0.85 => "Almost all of the change comes from {0} = {1} ({2}, was {3}, n = {4:N0}).",
            >= 0.6 => "Most of the change comes from {0} = {1} ({2}, was {3}, n = {4:N0}).",
            >= 0.4 => "About half of the change comes from {0} = {1} ({2}, was {3}, n = {4:N0}).",
            _ => "Part of the change comes from {0} = {1} ({2}, was {3}, n = {4:N0}).",
        }, cause.Property, cause.Value, Percent.Of(cause.Share), Percent.Of(cause.ShareBefore), cause.N];
}
