using System.Text.Json;
using Throughline.Platform.Security.Keys;

namespace Throughline.Data.Tracking;

/// <summary>What the published browser client asks for before it sends anything: where to, and nothing else.</summary>
internal static class BrowserSettings
{
    public static Task Answer(HttpContext http, string writeKey, KeyRing keys) => keys.Find(writeKey) is not { Kind: KeyKind.Write }
        ? TrackingRoutes.Answer(http, StatusCodes.Status404NotFound,
            TrackingRoutes.Error("invalid_key", "There is no write key of this name. Make one with: throughline key create --kind write"))
        : TrackingRoutes.Answer(http, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(Of(http.Request, writeKey)));

    // The names and their exact number matter: the client takes each further integration for a script that it must load.
    private static Dictionary<string, object> Of(HttpRequest request, string writeKey) => new()
    {
        ["integrations"] = new Dictionary<string, object>
        {
            ["Segment.io"] = new { apiKey = writeKey, apiHost = $"{request.Host}{request.PathBase}/v1", protocol = request.IsHttps ? "https" : "http" },
        },
        ["plan"] = new
        {
            track = new Dictionary<string, object> { ["__default"] = new { enabled = true, integrations = new { } } },
            identify = new Dictionary<string, object> { ["__default"] = new { enabled = true } },
            group = new Dictionary<string, object> { ["__default"] = new { enabled = true } },
        },
        ["metrics"] = new { sampleRate = 0 },
        ["remotePlugins"] = Array.Empty<object>(),
        ["enabledMiddleware"] = new { },
        ["middlewareSettings"] = new { },
    };
}
