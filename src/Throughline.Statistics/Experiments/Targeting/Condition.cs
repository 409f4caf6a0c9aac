using System.Text.Json;

namespace Throughline.Statistics.Experiments.Targeting;

/// <summary>
/// Whether attributes meet a condition in the GrowthBook SDKs' language, which is MongoDB's query language with a few
/// operators more; every rule as their published test cases fix it. An unknown operator or a broken pattern is not met.
/// </summary>
public static class Condition
{
    /// <param name="condition">A JSON object; every one of its entries must be met.</param>
    /// <param name="attributes">A JSON object; a missing attribute counts as null.</param>
    /// <param name="savedGroups">A JSON object of lists by group id, for <c>$inGroup</c>.</param>
    public static bool IsMet(JsonElement condition, JsonElement attributes, JsonElement savedGroups = default) =>
        Holds(WholeText.Of(condition), WholeText.Of(attributes), WholeText.Of(savedGroups));

    // Of texts that are whole.
    internal static bool Holds(JsonElement condition, JsonElement attributes, JsonElement savedGroups)
    {
        if (condition.ValueKind != JsonValueKind.Object) return true;
        foreach (var entry in condition.EnumerateObject())
            if (!EntryIsMet(entry, attributes, savedGroups)) return false;
        return true;
    }

    private static bool EntryIsMet(JsonProperty entry, JsonElement attributes, JsonElement savedGroups) => entry.Name switch
    {
        "$or" => AnyIsMet(entry.Value, attributes, savedGroups),
        "$nor" => !AnyIsMet(entry.Value, attributes, savedGroups),
        "$and" => Parts(entry.Value).All(part => Holds(part, attributes, savedGroups)),
        "$not" => !Holds(entry.Value, attributes, savedGroups),
        _ => ValueCondition.IsMet(entry.Value, At(attributes, entry.Name), savedGroups)
    };

    private static bool AnyIsMet(JsonElement conditions, JsonElement attributes, JsonElement savedGroups)
    {
        var parts = Parts(conditions).ToArray();
        return parts.Length == 0 || parts.Any(part => Holds(part, attributes, savedGroups));
    }

    private static JsonElement.ArrayEnumerator Parts(JsonElement conditions) =>
        conditions.ValueKind == JsonValueKind.Array ? conditions.EnumerateArray() : default;

    // Dots lead into objects, and digits into arrays.
    private static JsonElement At(JsonElement attributes, string path)
    {
        var current = attributes;
        foreach (var name in path.Split('.'))
        {
            if (current.ValueKind == JsonValueKind.Object && current.TryGetProperty(name, out var next)) current = next;
            else if (current.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < current.GetArrayLength())
                current = current[index];
            else return default;
        }

        return current;
    }
}
