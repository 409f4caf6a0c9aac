using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Throughline.Contracts;

namespace Throughline.Platform.Server;

/// <summary>Reads the OpenAPI document as the page for people shows it.</summary>
public sealed class ReadApi([FromKeyedServices(OpenApiPage.Document)] IOpenApiDocumentProvider documents) : IPart
{
    public sealed record Operation(
        string Method, string Path, string Summary, IReadOnlyList<Parameter> Parameters, string? RequestShape,
        IReadOnlyList<Answer> Answers, string Curl)
    {
        public string Anchor =>
            $"{Method}-{Path.Trim('/').Replace('/', '-').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}"
                .ToLowerInvariant();
    }

    public sealed record Parameter(string Name, string In, string Type, bool Required);

    public sealed record Answer(string Status, string? Shape);

    public sealed record Group(string Title, IReadOnlyList<Operation> Operations);

    /// <param name="address">Where this server is reached, for the examples.</param>
    public async Task<IReadOnlyList<Group>> Read(string address, CancellationToken ct)
    {
        var document = await documents.GetOpenApiDocumentAsync(ct);
        var all = document.Paths.SelectMany(path => (path.Value.Operations ?? []).Select(one => (
            Tag: one.Value.Tags?.FirstOrDefault()?.Name, Operation: ToOperation(path.Key, one.Key.Method.ToUpperInvariant(), one.Value, address))));
        return [.. all.GroupBy(o => o.Tag is null or "Throughline" ? "Other" : o.Tag).OrderBy(g => g.Key == "Other").ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Group(
                g.Key, [.. g.Select(o => o.Operation).OrderBy(o => o.Path, StringComparer.Ordinal).ThenBy(o => o.Method, StringComparer.Ordinal)]))];
    }

    private static Operation ToOperation(string path, string method, OpenApiOperation operation, string address)
    {
        var request = operation.RequestBody?.Content?.Values.FirstOrDefault()?.Schema;
        var shape = request is null ? null : ShapeOf(request);
        return new Operation(method, path, operation.Summary ?? "",
            [.. (operation.Parameters ?? []).Select(p => new Parameter(p.Name ?? "", p.In?.ToString().ToLowerInvariant() ?? "", TypeOf(p.Schema), p.Required))],
            shape, [.. (operation.Responses ?? []).Select(r => new Answer(
                r.Key, r.Value.Content?.Values.FirstOrDefault()?.Schema is { } schema ? ShapeOf(schema) : null))],
            Curl(method, address + path, path.StartsWith("/v1/", StringComparison.Ordinal), shape is not null));
    }

    private static string Curl(string method, string url, bool tracking, bool hasBody)
    {
        var text = new StringBuilder("curl ");
        if (method is not ("GET" or "POST") || (method == "POST" && !hasBody && !tracking)) text.Append("-X ").Append(method).Append(' ');
        text.Append(url.Contains('{', StringComparison.Ordinal) ? $"'{url}'" : url);
        if (tracking) text.Append(method == "POST" ? " \\\n  -u YOUR_WRITE_KEY: -H 'content-type: application/json' -d @event.json" : "");
        else text.Append(" \\\n  -H 'authorization: Bearer YOUR_SECRET_KEY'");
        if (hasBody && !tracking) text.Append(" \\\n  -H 'content-type: application/json' -d @body.json");
        return text.ToString();
    }

    private static string ShapeOf(IOpenApiSchema schema) => ShapeNode(schema, 0) is { } node ? node.ToJsonString(Indented) : TypeOf(schema);

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Deep enough for what we have; a shape that holds itself ends there.
    private static JsonNode? ShapeNode(IOpenApiSchema? schema, int depth)
    {
        if (schema is null || depth > 5) return JsonValue.Create("…");
        if (schema.OneOf?.FirstOrDefault(s => s.Type != JsonSchemaType.Null) is { } one) return ShapeNode(one, depth + 1);
        if (schema.Items is { } items) return new JsonArray(ShapeNode(items, depth + 1));
        if (schema.Properties is { Count: > 0 } properties)
        {
            var shape = new JsonObject();
            foreach (var (name, property) in properties) shape[name] = ShapeNode(property, depth + 1);
            return shape;
        }
        return JsonValue.Create(TypeOf(schema));
    }

    private static string TypeOf(IOpenApiSchema? schema)
    {
        if (schema?.Type is not { } type) return schema?.Format ?? "any";
        var words = Enum.GetValues<JsonSchemaType>()
            .Where(t => t != JsonSchemaType.Null && type.HasFlag(t))
            .Select(t => t.ToString().ToLowerInvariant())
            .ToList();
        // Numbers may also be sent as text; that is for programs to know, not to read.
        var word = words is ["string", _] or [_, "string"] && words.Find(w => w is "integer" or "number") is { } number ? number : string.Join(" or ", words);
        return (schema.Format is { Length: > 0 } format and not ("int32" or "int64" or "double") ? format : word.Length > 0 ? word : "any")
            + (type.HasFlag(JsonSchemaType.Null) ? "?" : "");
    }
}
