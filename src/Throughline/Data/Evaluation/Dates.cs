using System.Globalization;
using Throughline.Platform.Cli;

namespace Throughline.Data.Evaluation;

/// <summary>Days as people write them. The time of day is read over.</summary>
internal static class Dates
{
    private static readonly string[] YearFirst = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd"];
    private static readonly string[] MonthFirst = ["M/d/yyyy", "M-d-yyyy", "M/d/yy"];
    private static readonly string[] DayFirst = ["d/M/yyyy", "d-M-yyyy", "d/M/yy"];
    private static readonly string[] Unmistakable = ["d.M.yyyy", "d MMM yyyy", "d-MMM-yyyy", "MMM d, yyyy"];

    public static bool TryParse(string text, bool dayFirst, out DateOnly day)
    {
        var date = WithoutTime(text.Trim());
        foreach (var formats in (string[][])[YearFirst, dayFirst ? DayFirst : MonthFirst, Unmistakable])
        {
            if (DateOnly.TryParseExact(date, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) return true;
        }

        day = default;
        return false;
    }

    /// <summary>A day given on the command line.</summary>
    public static DateOnly Parse(string text, string option) => TryParse(text, false, out var day)
        ? day
        : throw new CommandException($"{option} takes a day such as 2011-11-01, not '{text}'.");

    private static string WithoutTime(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return text;
        var end = text.LastIndexOfAny([' ', 'T'], colon);
        return end < 0 ? text : text[..end].TrimEnd();
    }
}
