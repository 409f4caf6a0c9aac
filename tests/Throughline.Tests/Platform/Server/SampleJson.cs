using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Throughline.Tests.Platform.Server;

/// <summary>Makes a plausible body from the type that a route takes, and spoils it in one place at a time.</summary>
public static class SampleJson
{
    private const int Deepest = 4;

    private static readonly Dictionary<string, string> Plausible = new(StringComparer.OrdinalIgnoreCase)
    {
        ["from"] = "\"2026-01-01T00:00:00Z\"", ["to"] = "\"2026-02-01T00:00:00Z\"", ["at"] = "\"2026-01-01T00:00:00Z\"", ["windowSeconds"] = "86400",
        ["withinSeconds"] = "86400", ["mode"] = "\"ordered\"", ["period"] = "\"week\"", ["periods"] = "4", ["interval"] = "\"day\"",
        ["measure"] = "\"count\"", ["op"] = "\"eq\"", ["match"] = "\"all\"", ["identity"] = "\"email:anna@example.com\"", ["channel"] = "\"web\"",
        ["stage"] = "\"aware\"", ["segment"] = "null", ["version"] = "0", ["top"] = "50", ["attribution"] = "\"firstTouch\"", ["scale"] = "null",
        ["occurrence"] = "\"any\"", ["share"] = "0.9", ["target"] = "60", ["timeZone"] = "\"UTC\"",
    };

    // Each stands in the place of one value.
    private static readonly string[] Spoilt =
    [
        "null", "[null]", "{}", "[]", "\"\"", "\"x\"", "true", "-1", "1e400", "99999999999999999999999999", "9223372036854775807", "-2147483648", "0.5",
        "\"\\ud800\"", "\"a\\u0000b\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "[[[[{}]]]]", "{\"\":null}", "[1,\"a\",null]",
    ];

    /// <summary>Bodies that are none, whatever a route takes.</summary>
    public static IReadOnlyList<string> NoBodies { get; } =
    [
        "", "null", "[]", "[null]", "{}", "{", "\"\\ud800\"", "1", "{\"a\":1e999}", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}", "\u0000",
        "\"" + new string('x', 20_000) + "\"", string.Concat(Enumerable.Repeat("[", 2_000)), string.Concat(Enumerable.Repeat("{\"a\":", 200)),
    ];

    /// <summary>Every value of a plausible body replaced once by every spoilt one.</summary>
    public static IEnumerable<string> SpoiltBodies(Type type)
    {
        var body = Of(type, "", 0);
        yield return Text(body);
        foreach (var path in Paths(body, []).ToList())
            foreach (var spoilt in Spoilt)
                yield return Text(body, path, spoilt);
    }

    private static JsonNode? Of(Type type, string name, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Plausible.TryGetValue(name, out var known)) return JsonNode.Parse(known);
        if (type == typeof(string)) return JsonValue.Create("x");
        if (type == typeof(bool)) return JsonValue.Create(true);
        if (type == typeof(Guid)) return JsonValue.Create(Guid.Empty.ToString());
        if (type == typeof(DateTimeOffset)) return JsonValue.Create("2026-01-01T00:00:00Z");
        if (type == typeof(JsonElement)) return JsonNode.Parse("""{"name":"x","list":[1]}""");
        if (type.IsEnum) return JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[0]));
        if (type.IsPrimitive || type == typeof(decimal)) return JsonValue.Create(1);
        if (depth >= Deepest) return null;
        if (type.IsAssignableTo(typeof(IEnumerable))) return OfMany(type, depth);
        var made = new JsonObject();
        foreach (var property in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            made[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = Of(property.PropertyType, property.Name, depth + 1);
        return made;
    }

    private static JsonNode OfMany(Type type, int depth) => type.GetGenericArguments() switch
    {
        [var key, var value] when key == typeof(string) => new JsonObject { ["x"] = Of(value, "", depth + 1) },
        [var item] => new JsonArray(Of(item, "", depth + 1)),
        _ => new JsonArray(type.IsArray ? Of(type.GetElementType()!, "", depth + 1) : null),
    };

    private static IEnumerable<string[]> Paths(JsonNode? node, string[] at)
    {
        if (at.Length > 0) yield return at;
        var below = node switch
        {
            JsonObject some => some.Select(pair => (pair.Key, pair.Value)),
            JsonArray { Count: > 0 } list => [("0", list[0])],
            _ => Enumerable.Empty<(string, JsonNode?)>(),
        };
        foreach (var (name, value) in below)
            foreach (var path in Paths(value, [.. at, name])) yield return path;
    }

    // Written by hand, because what is spoilt need not be JSON that a library would write.
    private static string Text(JsonNode? node, string[]? spoiltAt = null, string spoilt = "") => (node, spoiltAt) switch
    {
        (_, []) => spoilt,
        (JsonObject some, _) => "{" + string.Join(',', some.Select(pair =>
            $"{JsonSerializer.Serialize(pair.Key)}:{Text(pair.Value, Below(spoiltAt, pair.Key), spoilt)}")) + "}",
        (JsonArray list, _) => "[" + string.Join(',', list.Select((item, index) =>
            Text(item, Below(spoiltAt, index.ToString(System.Globalization.CultureInfo.InvariantCulture)), spoilt))) + "]",
        _ => node?.ToJsonString() ?? "null",
    };

    private static string[]? Below(string[]? path, string name) => path is [var first, .. var rest] && first == name ? rest : null;
}
