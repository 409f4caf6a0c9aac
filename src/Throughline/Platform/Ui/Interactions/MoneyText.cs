using System.Globalization;

namespace Throughline.Platform.Ui.Interactions;

/// <summary>An amount of money as it reads on screen.</summary>
public static class MoneyText
{
    private static readonly Dictionary<string, string> Signs =
        new(StringComparer.OrdinalIgnoreCase) { ["EUR"] = "€", ["GBP"] = "£", ["USD"] = "$", ["JPY"] = "¥", ["INR"] = "₹" };
    private static readonly HashSet<string> WithoutMinorUnit = new(
        ["JPY", "KRW", "ISK", "CLP", "VND", "PYG", "UGX", "XAF", "XOF", "XPF"], StringComparer.OrdinalIgnoreCase);

    // "€12.50" in English, "12,50 €" in German: patterns 1 and 3 of .NET.
    private static bool SignStandsBehind => CultureInfo.CurrentCulture.NumberFormat.CurrencyPositivePattern % 2 == 1;

    /// <param name="currency">ISO 4217, such as <c>EUR</c>; without one the bare amount is shown.</param>
    public static string Of(decimal amount, string? currency)
    {
        var number = Math.Abs(amount).ToString(currency is not null && WithoutMinorUnit.Contains(currency) ? "N0" : "N2", CultureInfo.CurrentCulture);
        var minus = amount < 0 ? "−" : "";
        if (string.IsNullOrWhiteSpace(currency)) return minus + number;
        if (!Signs.TryGetValue(currency, out var sign)) return $"{minus}{number} {currency.ToUpperInvariant()}";
        return SignStandsBehind ? $"{minus}{number} {sign}" : minus + sign + number;
    }
}
