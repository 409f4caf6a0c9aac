using System.Globalization;

namespace Throughline.Platform.Ui;

/// <summary>Shares as a person reads them: "41%", and "41.3%" in tables.</summary>
public static class Percent
{
    private const int MostDigits = 2;

    /// <summary>Not all is never rounded to all, nor some to none: 99.6% of 2,329 is not 100%.</summary>
    public static string Of(double share, int digits = 0)
    {
        while (digits < MostDigits && share is > 0 and < 1 && Math.Round(share * 100, digits) is 0 or 100) digits++;
        return (share * 100).ToString("F" + digits, CultureInfo.CurrentCulture) + "%";
    }

    /// <summary>"39–43%".</summary>
    public static string Between(double low, double high, int digits = 0) =>
        (low * 100).ToString("F" + digits, CultureInfo.CurrentCulture) + "–" + Of(high, digits);
}
