using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;

namespace Throughline.Data.Tracking;

/// <summary>Times as clients write them: ISO 8601 text, or milliseconds since 1970.</summary>
internal static class JsonInstant
{
    // What a calendar can show: the years 1970 to 9998.
    private const long Latest = 253_370_764_800_000_000;

    /// <summary>Microseconds since 1970; null when it is no time, or before 1970.</summary>
    public static long? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetDouble(out var ms) && ms >= 0 && ms < Latest / 1000 ? (long)(ms * 1000) : null;
        if (reader.TokenType != JsonTokenType.String) return null;
        // Without a zone the first form would take the machine's zone.
        if (reader.TryGetDateTimeOffset(out var instant) && EndsInZone(reader.ValueSpan)) return InRange(instant);
        return DateTimeOffset.TryParse(
            reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant)
            ? InRange(instant)
            : null;
    }

    private static bool EndsInZone(ReadOnlySpan<byte> text) => text.Length > 6 && (text[^1] is (byte)'Z' || text[^6] is (byte)'+' or (byte)'-');

    private static long? InRange(DateTimeOffset instant) => instant.ToMicroseconds() is >= 0 and < Latest and var microseconds ? microseconds : null;
}
