using System.Globalization;
using Throughline.Platform.Cli;

namespace Throughline.Data.Evaluation;

/// <summary>Days given on the command line, where nothing says whether 3/4/2011 is in March or in April.</summary>
internal static class Dates
{
    private static readonly string[] Formats =
    ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "d.M.yyyy", "d MMM yyyy", "d-MMM-yyyy", "MMM d, yyyy"];

    public static DateOnly Parse(string text, string option) =>
        DateOnly.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new CommandException($"{option} takes a day such as 2011-11-01, not '{text}'.");
}
