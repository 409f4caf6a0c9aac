using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.JourneyEngine;

namespace Throughline.Journeys.Questions;

/// <summary>Lengths of time as addresses write them (<c>30m</c>, <c>14d</c>) and as people read them.</summary>
public static class Durations
{
    private static readonly (char Unit, long Seconds)[] Units = [('s', 1), ('m', 60), ('h', 3600), ('d', 86_400)];

    /// <summary>Null when nothing is said.</summary>
    /// <exception cref="QuestionException">It is no length of time.</exception>
    public static long? Seconds(string text)
    {
        if (text.Length == 0) return null;
        var unit = Units.FirstOrDefault(u => u.Unit == text[^1]);
        if (unit.Seconds > 0
            && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var many)
            && many <= 100_000) return many * unit.Seconds;
        throw new QuestionException("bad_duration", Words.Say($"'{text}' is not a valid duration. Use the format 30m, 12h or 14d."));
    }

    /// <summary>"14 days", for a choice.</summary>
    public static string Long(string text, IStringLocalizer<Words> words) => Number(text) is not { } many ? text : text[^1] switch
    {
        's' => words["{0} seconds", many],
        'm' => words["{0} minutes", many],
        'h' => many == 1 ? words["1 hour"] : words["{0} hours", many],
        _ => many == 1 ? words["1 day"] : words["{0} days", many],
    };

    private static long? Number(string text) =>
        text.Length > 1 && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? many : null;
}
