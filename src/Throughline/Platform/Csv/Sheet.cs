using System.Globalization;
using System.Text;

namespace Throughline.Platform.Csv;

/// <summary>A table of figures as a file: names of columns for programs, shares from 0 to 1, durations in seconds, days and times as ISO 8601.</summary>
public sealed record Sheet(IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<string?>> Rows)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The same with columns that say one thing in every row.</summary>
    public Sheet With(params IReadOnlyList<(string Column, string? Value)> more) =>
        new([.. Columns, .. more.Select(m => m.Column)], Rows.Select(row => (IReadOnlyList<string?>)[.. row, .. more.Select(m => m.Value)]));

    public override string ToString()
    {
        var csv = new StringBuilder(CsvText.Line(Columns));
        foreach (var row in Rows) csv.Append(CsvText.Line(row));
        return csv.ToString();
    }

    /// <summary>UTF-8 without a mark, to be kept under a name.</summary>
    public IResult AsFile(string name) => Results.File(Utf8.GetBytes(ToString()), "text/csv; charset=utf-8", $"{name}.csv");

    public static string? Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);

    public static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
