using System.Text.Json;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Data.Tracking;

/// <summary>Times as clients write them: ISO 8601 text, or a count since 1970.</summary>
internal static class JsonInstant
{
    /// <summary>Microseconds since 1970; null when it is no time, could be another, or is before 1970.</summary>
    public static long? Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out var count) => InstantText.Counted(count),
        JsonTokenType.String when reader.ValueIsEscaped => InstantText.Read(reader.GetString()!),
        JsonTokenType.String => InstantText.Read(reader.ValueSpan),
        _ => null,
    };
}
