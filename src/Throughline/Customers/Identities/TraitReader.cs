using System.Text.Json;
using Throughline.Contracts;

namespace Throughline.Customers.Identities;

/// <summary>One trait as an identify call states it. <paramref name="Once"/>: only if nothing is known yet.</summary>
internal readonly record struct StatedTrait(string Name, string Json, bool Once);

/// <summary>Reads the traits off a stored body.</summary>
internal static class TraitReader
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static List<StatedTrait> Read(ReadOnlyMemory<byte> body)
    {
        var traits = new List<StatedTrait>();
        using var document = JsonDocument.Parse(body);
        if (!document.RootElement.TryGetProperty("traits", out var stated) || stated.ValueKind != JsonValueKind.Object) return traits;
        foreach (var trait in stated.EnumerateObject())
        {
            if (trait.NameEquals("$setOnce") && trait.Value.ValueKind == JsonValueKind.Object)
                foreach (var once in trait.Value.EnumerateObject()) Add(traits, once, once: true);
            else Add(traits, trait, once: false);
        }
        return traits;
    }

    private static void Add(List<StatedTrait> traits, JsonProperty trait, bool once)
    {
        if (traits.Count >= TraitLimits.Most || trait.Name.Length is 0 or > TraitLimits.LongestName) return;
        var json = trait.Value.GetRawText();
        traits.Add(new StatedTrait(trait.Name, json.Length <= TraitLimits.LongestValue ? json : Cut(trait.Value, json), once));
    }

    // What ends in an ellipsis was longer; the interaction has it whole.
    private static string Cut(JsonElement value, string json)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : json;
        var length = Math.Min(text.Length, TraitLimits.LongestValue - 1);
        if (char.IsHighSurrogate(text[length - 1])) length--;
        return JsonSerializer.Serialize(text[..length] + "…", Readable);
    }
}
