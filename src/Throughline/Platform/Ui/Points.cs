using System.Globalization;

namespace Throughline.Platform.Ui;

/// <summary>A difference of two shares in percentage points, the same everywhere: "+5.0", "−6.5".</summary>
public static class Points
{
    /// <param name="difference">Of shares: 0.05 for five points.</param>
    public static string Of(double difference) => (difference * 100).ToString("+0.0;−0.0;0.0", CultureInfo.CurrentCulture);
}
