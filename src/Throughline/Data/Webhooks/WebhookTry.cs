using System.Text.Json;
using Throughline.Data.Webhooks.Mapping;

namespace Throughline.Data.Webhooks;

/// <summary>A line for the terminal that sends a body to a webhook as the other system would.</summary>
internal static class WebhookTry
{
    public const string Placeholder = "YOUR_SECRET";

    /// <param name="server">Where this server is reached, without a slash at the end.</param>
    /// <param name="secret">Null when it is not known any more.</param>
    public static string Curl(string server, ListWebhooks.Line door, string? sample, string? secret)
    {
        var body = Quoted(Compact(sample) ?? ExampleBody.Of(CompiledMapping.Of(door.Mapping).Mapping).ToJsonString());
        var (address, key) = (server + door.Address, Quoted(secret ?? Placeholder));
        if (door.Authentication != "signature")
            return $"curl {address} -H 'Content-Type: application/json' \\\n  -H {Quoted($"Authorization: Bearer {secret ?? Placeholder}")} \\\n  -d {body}";
        var signed = (door.SignedText ?? "{body}").Replace("{time}", "$time", StringComparison.Ordinal).Replace("{body}", "${body}", StringComparison.Ordinal);
        var time = door.SignedText is not null && door.TimestampHeader is null ? "t=$time," : "";
        return $"""
            body={body}{(door.SignedText is null ? "" : "; time=$(date +%s)")}
            curl {address} -H 'Content-Type: application/json' \{(door.TimestampHeader is null ? "" : $"\n  -H \"{door.TimestampHeader}: $time\" \\")}
              -H "{door.SignatureHeader}: {time}{door.SignaturePrefix}$(printf %s "{signed}" | openssl dgst -sha256 -hmac {key} -r | cut -d' ' -f1)" \
              -d "$body"
            """;
    }

    private static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string? Compact(string? sample)
    {
        try
        {
            return sample is null ? null : System.Text.Encoding.UTF8.GetString(WebhookBody.Compact(JsonElement.Parse(sample)));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
