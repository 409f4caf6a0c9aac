using System.Text.Json;

namespace Throughline.Customers.Identities;

/// <summary>One trait as an identify call states it. <paramref name="Once"/>: only if nothing is known yet.</summary>
internal readonly record struct StatedTrait(string Name, string Json, bool Once);

/// <summary>Reads the traits off a stored body.</summary>
internal static class TraitReader
{
    private const int MostTraits = 200, LongestName = 100, LongestValue = 2_000;

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
        if (traits.Count < MostTraits && trait.Name.Length is > 0 and <= LongestName && trait.Value.GetRawText() is { Length: <= LongestValue } json)
            traits.Add(new StatedTrait(trait.Name, json, once));
    }
}
