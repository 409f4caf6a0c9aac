using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;

namespace Throughline.Data.Webhooks.Mapping;

/// <summary>Times as other systems write them: ISO 8601, or a count since 1970 whose size says what it counts.</summary>
internal static class WebhookInstant
{
    // 1e11 seconds are the year 5138 and 1e11 milliseconds are March 1973; the same holds a thousandfold for microseconds.
    private const double LeastMilliseconds = 1e11, LeastMicroseconds = 1e14;

    // What a calendar can show: the years 1970 to 9998.
    private const long Latest = 253_370_764_800_000_000;

    /// <summary>Microseconds since 1970; null when it is no time, or before 1970.</summary>
    public static long? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var count) => Counted(count),
        JsonValueKind.String => Read(value.GetString()!.Trim()),
        _ => null,
    };

    private static long? Read(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return text.Length >= 9 ? Counted(count) : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            && instant.ToMicroseconds() is >= 0 and < Latest and var microseconds ? microseconds : null;
    }

    private static long? Counted(double count)
    {
        var microseconds = count < LeastMilliseconds ? count * 1e6 : count < LeastMicroseconds ? count * 1e3 : count;
        return microseconds is >= 0 and < Latest ? (long)Math.Round(microseconds) : null;
    }
}
