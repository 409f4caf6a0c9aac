using System.Text.Json.Nodes;
using Throughline.Contracts;

namespace Throughline.Data.Webhooks.Mapping;

/// <summary>A body that a mapping would understand, for a first try before anything has arrived.</summary>
internal static class ExampleBody
{
    private const int FurthestIndex = 9;

    public static JsonNode Of(CompiledMapping mapping)
    {
        var item = new JsonObject();
        JsonNode body = mapping.Items is null ? item : new JsonObject();
        void Set(BodyPath? path, string value) => Put(path is { IsFromTop: true } ? body : item, path, value);

        Set(mapping.Event.Path, mapping.Event.Names.Keys.FirstOrDefault() ?? mapping.Event.Fixed ?? "Parcel Delivered");
        Set(mapping.At, "2026-03-10T09:30:00Z");
        Set(mapping.MessageId, "evt-1001");
        Set(mapping.Channel.Path, mapping.Channel.Names.Keys.FirstOrDefault() ?? mapping.Channel.Fixed ?? "post");
        foreach (var (kind, path) in mapping.Identities) Set(path, ValueOf(kind));
        if (mapping.Items is not null) Put(body, mapping.Items, new JsonArray(item));
        return body;
    }

    private static string ValueOf(string kind) => kind switch
    {
        Identity.Email => "anna@example.com",
        Identity.Phone => "+46 31 123 45 67",
        Identity.UserId => "10482",
        _ => $"{kind}-10482",
    };

    private static void Put(JsonNode root, BodyPath? path, JsonNode value)
    {
        if (path is null) return;
        var at = root;
        foreach (var (i, (name, index)) in path.Steps.Index())
        {
            var isLast = i == path.Steps.Count - 1;
            JsonNode Below() => isLast ? value : path.Steps[i + 1].Name is null ? new JsonArray() : new JsonObject();
            if (name is not null && at is JsonObject named) at = named[name] ??= Below();
            else if (name is null && at is JsonArray list && index <= FurthestIndex)
            {
                while (list.Count <= index) list.Add(null);
                at = list[index] ??= Below();
            }
            else return;
        }
    }
}
