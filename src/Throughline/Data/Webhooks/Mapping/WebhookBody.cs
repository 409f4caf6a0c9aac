using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.WebUtilities;
using Throughline.Data.Tracking;

namespace Throughline.Data.Webhooks.Mapping;

/// <summary>What a call carries, as JSON: forms are taken as one flat object.</summary>
internal static class WebhookBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = TrackingLimits.Depth };

    /// <param name="body">Halves of emoji in it are repaired in place.</param>
    /// <exception cref="SegmentRefusal">It is not JSON.</exception>
    public static JsonDocument Read(Memory<byte> body, string? contentType)
    {
        if (!Utf8.IsValid(body.Span)) throw new SegmentRefusal("bad_text", "The body is not valid UTF-8. Encode it as UTF-8.");
        if (body.Span.StartsWith("\uFEFF"u8)) body = body[3..];   // RFC 8259, 8.1 lets readers pass over it
        var json = IsForm(contentType) ? OfForm(System.Text.Encoding.UTF8.GetString(body.Span)) : body;
        LoneSurrogates.Repair(json.Span);
        try
        {
            var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return document;
            document.Dispose();
            throw new SegmentRefusal("bad_json", "The body must be a JSON object, or a list of them.");
        }
        catch (JsonException e)
        {
            throw new SegmentRefusal("bad_json",
                $"The body is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. Send one JSON object, nested at "
                    + $"most {TrackingLimits.Depth} deep, or a form.");
        }
    }

    /// <summary>Without the blanks between its parts, so that a body says the same however it is set.</summary>
    public static byte[] Compact(JsonElement element) => Written(element.WriteTo);

    public static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Writing)) write(json);
        return bytes.WrittenSpan.ToArray();
    }

    // What is stored is read by programs alone: letters stay letters.
    private static readonly JsonWriterOptions Writing =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = TrackingLimits.Depth + 8 };

    private static bool IsForm(string? contentType) => contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    private static byte[] OfForm(string form) => Written(json =>
    {
        json.WriteStartObject();
        foreach (var (name, values) in QueryHelpers.ParseQuery(form))
        {
            json.WritePropertyName(name);
            if (values.Count == 1) json.WriteStringValue(values[0]);
            else JsonSerializer.Serialize(json, values.ToArray());
        }
        json.WriteEndObject();
    });
}
