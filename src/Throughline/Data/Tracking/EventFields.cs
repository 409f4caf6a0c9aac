using System.Text;
using System.Text.Json;
using Throughline.Contracts;

namespace Throughline.Data.Tracking;

/// <summary>What single fields of an event say.</summary>
internal static class EventFields
{
    /// <summary>Text, or a number as it is written; nothing for null and for what can be no id.</summary>
    public static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => null,
    };

    public static InteractionKind? Kind(ref Utf8JsonReader reader) => Text(ref reader) switch
    {
        "track" => InteractionKind.Track,
        "page" => InteractionKind.Page,
        "screen" => InteractionKind.Screen,
        "identify" => InteractionKind.Identify,
        "group" => InteractionKind.Group,
        "alias" => InteractionKind.Alias,
        _ => null,
    };

    public static bool HasNul(string? text) => text is not null && text.Contains('\0', StringComparison.Ordinal);
}
