using System.Text.Json;

namespace Throughline.Data.Tracking;

/// <summary>The channel of a call whose sender does not name one: read off the client library.</summary>
internal static class ChannelFromLibrary
{
    public static string Of(string? library) => library switch
    {
        null => "server",
        _ when IsBrowser(library) => "web",
        _ when MobileClients.Any(name => library.Contains(name, StringComparison.OrdinalIgnoreCase)) => "app",
        _ => "server",
    };

    public static bool IsBrowser(string? library) =>
        library is not null && (library.StartsWith("analytics.js", StringComparison.OrdinalIgnoreCase)
            || library.Contains("analytics-next", StringComparison.OrdinalIgnoreCase)
            || library.StartsWith("analytics-browser", StringComparison.OrdinalIgnoreCase));

    private static readonly string[] MobileClients =
    ["-ios", "-android", "-swift", "-kotlin", "react-native", "flutter", "-mobile", "-xamarin", "-unity", "-maui"
    ];

    /// <summary>The text of a channel token; the usual ones without a new string each.</summary>
    public static string? Named(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length is 0 or > 64) return null;
        foreach (var (utf8, name) in Usual) if (reader.ValueTextEquals(utf8)) return name;
        return reader.GetString()!.Trim().ToLowerInvariant() is { Length: > 0 } given && !given.Contains('\0', StringComparison.Ordinal) ? given : null;
    }

    private static readonly (byte[] Utf8, string Name)[] Usual =
        [.. new[] { "web", "app", "email", "sms", "chat", "phone", "ivr", "store", "kiosk", "social", "post", "partner", "server" }.Select(name =>
            (System.Text.Encoding.UTF8.GetBytes(name), name))];
}
