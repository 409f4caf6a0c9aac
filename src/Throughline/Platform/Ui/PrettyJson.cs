using System.Text.Encodings.Web;
using System.Text.Json;

namespace Throughline.Platform.Ui;

/// <summary>JSON as a person reads it: indented, letters of all languages as they are.</summary>
public static class PrettyJson
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonElement json) => JsonSerializer.Serialize(json, Pretty);

    /// <summary>What is no JSON is given back as it is.</summary>
    public static string Of(string text)
    {
        try
        {
            return Of(JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
