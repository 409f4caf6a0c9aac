using System.Text.Json;
using Throughline.Contracts;

namespace Throughline.Customers.Identities;

/// <summary>What to call a customer, and the text they are found by.</summary>
internal static class CustomerName
{
    private const int LongestName = 120, LongestText = 4_000;

    public static string Of(IReadOnlyDictionary<string, string> traits, IReadOnlyList<Identity> identities)
    {
        var first = Text(traits, "firstName") ?? Text(traits, "first_name") ?? Text(traits, "givenName");
        var last = Text(traits, "lastName") ?? Text(traits, "last_name") ?? Text(traits, "familyName");
        var name = Text(traits, "name") ?? (first is null && last is null ? null : $"{first} {last}".Trim())
            ?? First(identities, Identity.Email) ?? First(identities, Identity.Phone) ?? First(identities, Identity.UserId)
            ?? identities.FirstOrDefault(i => i.Kind != Identity.AnonymousId).Value ?? "";
        return name.Length > LongestName ? name[..LongestName] : name;
    }

    /// <summary>Whoever is only an id is found by that id, exactly, and needs no words.</summary>
    public static bool IsSearchedByText(IReadOnlyDictionary<string, string> traits, IReadOnlyList<Identity> identities) =>
        traits.Count > 0 || identities.Any(i => i.Kind is not (Identity.UserId or Identity.AnonymousId));

    public static string SearchText(IReadOnlyDictionary<string, string> traits, IReadOnlyList<Identity> identities)
    {
        var parts = identities
            .Where(i => i.Kind != Identity.AnonymousId)
            .Select(i => i.Value)
            .Concat(traits.Keys.Select(name => Text(traits, name)).OfType<string>());
        var text = string.Join('\n', parts.Distinct());
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    private static string? First(IReadOnlyList<Identity> identities, string kind) => identities.FirstOrDefault(i => i.Kind == kind).Value;

    private static string? Text(IReadOnlyDictionary<string, string> traits, string name)
    {
        if (!traits.TryGetValue(name, out var json) || !json.StartsWith('"')) return null;
        var text = JsonSerializer.Deserialize<string>(json)!.Trim();
        return text.Length > 0 ? text : null;
    }
}
