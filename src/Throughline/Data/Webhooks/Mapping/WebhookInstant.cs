using System.Text.Json;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Data.Webhooks.Mapping;

/// <summary>Times as other systems write them: ISO 8601, or a count since 1970 whose size says what it counts.</summary>
internal static class WebhookInstant
{
    /// <summary>Microseconds since 1970; null when it is no time, could be another, or is before 1970.</summary>
    public static long? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var count) => InstantText.Counted(count),
        JsonValueKind.String => InstantText.Read(value.GetString()!),
        _ => null,
    };
}
