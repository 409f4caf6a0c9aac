using System.Globalization;
using System.Text.Json;

namespace Throughline.Statistics.Experiments.Targeting;

/// <summary>
/// JSON values as ECMAScript treats them when kinds are mixed, which the SDKs' targeting relies on: <c>"8" &lt; 10</c>,
/// a missing attribute counts as null and compares as 0.
/// </summary>
internal static class Loose
{
    internal static bool IsNull(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    internal static bool IsTruthy(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.String => value.GetString()!.Length > 0,
        JsonValueKind.Number => value.GetDouble() is not 0 and not double.NaN,
        JsonValueKind.True or JsonValueKind.Object or JsonValueKind.Array => true
    };

    internal static string ToText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "null",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => NumberText(value.GetDouble()),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(e => IsNull(e) ? "" : ToText(e))),
        JsonValueKind.Object => "[object Object]"
    };

    internal static double ToNumber(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => 0,
        JsonValueKind.True => 1,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => Parse(value.GetString()!),
        JsonValueKind.Array => Parse(ToText(value)),
        JsonValueKind.Object => double.NaN
    };

    /// <summary>Same kind and same value; arrays and objects are never identical to others.</summary>
    internal static bool IsIdentical(JsonElement a, JsonElement b) => (a.ValueKind, b.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => a.GetString() == b.GetString(),
        (JsonValueKind.Number, JsonValueKind.Number) => a.GetDouble() == b.GetDouble(),
        (JsonValueKind.Array or JsonValueKind.Object, _) => false,
        _ => a.ValueKind == b.ValueKind || (IsNull(a) && IsNull(b))
    };

    /// <summary>Two texts by UTF-16 units, anything else as numbers; null when there is no order, as with NaN.</summary>
    internal static int? Order(JsonElement a, JsonElement b)
    {
        if (IsTextual(a) && IsTextual(b)) return string.CompareOrdinal(ToText(a), ToText(b));
        var (x, y) = (ToNumber(a), ToNumber(b));
        return double.IsNaN(x) || double.IsNaN(y) ? null : x.CompareTo(y);
    }

    private static bool IsTextual(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object;

    private static double Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0) return 0;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : double.NaN;
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return char.IsAsciiLetter(text[^1]) || !double.TryParse(text, styles, CultureInfo.InvariantCulture, out var number) ? double.NaN : number;
    }

    // ECMAScript writes numbers from 10^−6 up to 10^21 without an exponent, and others with a bare one.
    private static string NumberText(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var at = text.IndexOf('E', StringComparison.Ordinal);
        if (number == 0) return "0";
        if (at < 0) return text;
        if (Math.Abs(number) is >= 1e-6 and < 1e21)
            return decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        var exponent = int.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, at)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
    }
}
