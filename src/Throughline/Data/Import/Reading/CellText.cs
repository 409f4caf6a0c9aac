using System.Globalization;

namespace Throughline.Data.Import.Reading;

/// <summary>A workbook's cell as a file with commas would have it: dates as dates, and numbers as people see them.</summary>
internal static class CellText
{
    // A spreadsheet keeps fifteen digits; of a longer whole number the last are zeros that nobody wrote.
    private const double MostDigits = 1e15, Smallest = 1e-20;

    private static readonly DateTime FirstDay = new(1900, 1, 1);

    public static string Of(object? value, string? format) => value switch
    {
        null => "",
        string text => text,
        bool isTrue => isTrue ? "true" : "false",
        DateTime at => Date(at),
        TimeSpan time => time.ToString(time.Days != 0 ? "c" : "hh\\:mm\\:ss", CultureInfo.InvariantCulture),
        double number => Number(number, format),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Date(DateTime at)
    {
        // Of a second in parts of a day a thousandth is lost.
        at = new DateTime((at.Ticks + TimeSpan.TicksPerMillisecond) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond) is var whole
            && (at - whole).Duration().TotalMilliseconds <= 1.5 ? whole : at;
        return at < FirstDay ? at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            : at.TimeOfDay == TimeSpan.Zero ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : at.ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture);
    }

    private static string Number(double number, string? format)
    {
        if (!double.IsFinite(number)) return "";
        var size = Math.Abs(number);
        if (size >= MostDigits) return number.ToString("0.##############E+00", CultureInfo.InvariantCulture);
        // Shown as 00123, it is meant so.
        if (format is { Length: > 1 and < 20 } && format.All(c => c == '0') && number == Math.Floor(number))
            return number.ToString(format, CultureInfo.InvariantCulture);
        return size < Smallest ? "0" : ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture);
    }
}
