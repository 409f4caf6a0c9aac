using Microsoft.Extensions.Localization;

namespace Throughline.Touchpoints;

/// <summary>A length of time in its largest unit that still tells something: "3.5 days", "5 hours".</summary>
internal static class TimeTold
{
    public static string Of(IStringLocalizer<Words> words, TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => words["{0:0.#} days", time.TotalDays],
        { TotalHours: >= 2 } => words["{0:0} hours", time.TotalHours],
        { TotalMinutes: >= 2 } => words["{0:0} minutes", time.TotalMinutes],
        _ => words["{0:0} seconds", time.TotalSeconds],
    };
}
