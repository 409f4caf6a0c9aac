using System.Globalization;
using System.Text.Json;

namespace Throughline.Customers.Segments;

/// <summary>A segment while somebody writes it, as the form holds it.</summary>
/// <param name="Version">The version that was read; 0 when it is new.</param>
public sealed record Draft(string Key, string Name, string Match, int Version, IReadOnlyList<DraftRow> Rows)
{
    private const int MostRows = ReadDefinition.MostConditions + 1;

    public static Draft New => new("", "", "all", 0, [DraftRow.Empty("1")]);

    public static Draft Of(SegmentShown segment) =>
        new(segment.Key, segment.Name, segment.Match, segment.Version, [.. segment.Conditions.Select((condition, i) => DraftRow.Of(condition, Text(i + 1)))]);

    public static Draft Read(IFormCollection form)
    {
        var rows = form["row"]
            .OfType<string>()
            .Take(MostRows)
            .Select(id => new DraftRow(id, form[$"kind-{id}"].ToString(), form[$"name-{id}"].ToString(), form[$"op-{id}"].ToString(),
                form[$"value-{id}"].ToString(), form[$"times-{id}"].ToString(), form[$"days-{id}"].ToString(), form[$"kept-{id}"].ToString()));
        return new Draft(form["key"].ToString(), form["name"].ToString(), form["match"].ToString() == "any" ? "any" : "all",
            int.TryParse(form["version"], CultureInfo.InvariantCulture, out var version) ? version : 0, [.. rows])
            .After(form["do"].ToString());
    }

    /// <summary>What the API would be sent.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(new { name = Name, match = Match, conditions = Rows.Select(row => row.ToJson()) });

    // The buttons beside the rows.
    private Draft After(string button) => button switch
    {
        "add" when Rows.Count < MostRows => this with
        {
            Rows =
            [
                .. Rows,
                DraftRow.Empty(Text(Rows.Select(row => int.TryParse(row.Id, CultureInfo.InvariantCulture, out var n) ? n : 0).DefaultIfEmpty().Max() + 1))
            ]
        },
        _ when button.StartsWith("remove-", StringComparison.Ordinal) => this with { Rows = [.. Rows.Where(row => "remove-" + row.Id != button)] },
        _ => this,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Kept">What the form has no field for (conditions on properties), as JSON.</param>
public sealed record DraftRow(string Id, string Kind, string Name, string Op, string Value, string Times, string Days, string Kept)
{
    public static DraftRow Empty(string id) => new(id, "trait", "", "", "", "", "", "");

    public static DraftRow Of(SegmentCondition condition, string id) =>
        new(id, condition.Kind, condition.Name, condition.Op ?? "", string.Join(", ", Comparisons.Values(condition.Value)),
            condition.Times?.ToString(CultureInfo.InvariantCulture) ?? "", condition.Days?.ToString(CultureInfo.InvariantCulture) ?? "",
            condition.Where is null ? "" : JsonSerializer.Serialize(condition.Where, JsonSerializerOptions.Web));

    public object ToJson() => Kind switch
    {
        "stage" or "list" => new { kind = Kind, name = Name },
        "did" or "didNot" => new { kind = Kind, name = Name, times = Number(Times), days = Number(Days), where = Json(Kept) },
        _ => new { kind = Kind, name = Name, op = Op.Length > 0 ? Op : "eq", value = Values() },
    };

    private object? Values() => Op switch
    {
        "exists" => null,
        "in" => Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        _ => Value.Trim() is { Length: > 0 } value ? value : null,
    };

    // What is no number is left as it is, for the sentence that says so.
    private static object? Number(string text) => text.Trim() switch
    {
        "" => null,
        var given when int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        var other => other,
    };

    private static JsonElement? Json(string text)
    {
        try { return text.Length > 0 ? JsonElement.Parse(text) : null; }
        catch (JsonException) { return null; }
    }
}
