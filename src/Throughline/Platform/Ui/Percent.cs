using System.Globalization;

namespace Throughline.Platform.Ui;

/// <summary>Shares as a person reads them: "41%", and "41.3%" in tables.</summary>
public static class Percent
{
    public static string Of(double share, int digits = 0) => (share * 100).ToString("F" + digits, CultureInfo.CurrentCulture) + "%";

    /// <summary>"39–43%".</summary>
    public static string Between(double low, double high, int digits = 0) => (low * 100).ToString("F" + digits, CultureInfo.CurrentCulture) + "–" + Of(high, digits);
}
