using System.Globalization;

namespace Throughline.Platform.Ui;

/// <summary>Shares as a person reads them, the same everywhere: "41%", "4.1%", and "39.2–43.0%" for an interval.</summary>
public static class Percent
{
    private const int MostDigits = 2;
    private const double Small = 10;

    /// <summary>
    /// Whole from 10% on, with a decimal below. Not all is never rounded to all, nor some to none: 99.6% of 2,329 is not 100%.
    /// </summary>
    public static string Of(double share)
    {
        var percent = share * 100;
        var digits = Math.Abs(Math.Round(percent, 1)) is > 0 and < Small ? 1 : 0;
        while (digits < MostDigits && share is > 0 and < 1 && Math.Round(percent, digits) is 0 or 100) digits++;
        return Words.Say($"{percent.ToString("F" + digits, CultureInfo.CurrentCulture)}%");
    }

    /// <summary>"39.2–43.0%".</summary>
    public static string Between(double low, double high) =>
        Words.Say($"{low * 100:0.0}–{high * 100:0.0}%");
}
