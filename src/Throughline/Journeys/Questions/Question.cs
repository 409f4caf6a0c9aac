using System.Text;
using System.Text.Json;
using Throughline.Journeys.Asking;

namespace Throughline.Journeys.Questions;

/// <summary>A condition on a property, as a person writes it. <c>Op</c> as in the API.</summary>
public sealed record Condition(string Property, string Op = "eq", string Value = "")
{
    public bool IsSaid => Property.Length > 0 && (Value.Length > 0 || Op == "exists");

    public bool IsBlank => Property.Length == 0 && Value.Length == 0;

    /// <summary>As the API takes it, with keys in the place of names.</summary>
    public AskedCondition Written(TouchpointNames names) =>
        new(Property, Op, Op == "exists" ? null : JsonSerializer.SerializeToElement(names.KeyOf(Property, Value)));

    public static Condition Of(AskedCondition written) => new(written.Property ?? "", written.Op ?? "eq", written.Value is { } value ? Text(value) : "");

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(',', value.EnumerateArray().Select(v => v.ToString())) : value.ToString();
}

/// <summary>An event of a question. Steps are counted from 1 here, as people do.</summary>
/// <param name="Role">What it is there for: <c>step</c>, <c>without</c>, <c>start</c> and so on.</param>
public sealed record AskedEvent(string Role, string Name)
{
    public IReadOnlyList<Condition> Where { get; init; } = [];
    public string Occurrence { get; init; } = "any";
    public bool Optional { get; init; }
    public int FromStep { get; init; } = 1;
    public int ToStep { get; init; }
}

/// <summary>
/// A question: its kind and a plain query string, which can be shared, stored and asked again. The order of the query
/// matters: a condition belongs to the event before it.
/// </summary>
public sealed record Question(QuestionKind Kind)
{
    public IReadOnlyList<AskedEvent> Events { get; init; } = [];

    /// <summary>Hold for every interaction of the question.</summary>
    public IReadOnlyList<Condition> Filters { get; init; } = [];

    public IReadOnlyDictionary<string, string> Said { get; init; } = new Dictionary<string, string>();

    /// <summary>The saved question that it began as; it travels along while the question is changed, and is no part of it.</summary>
    public Guid? SavedAs { get; init; }

    /// <summary>The key of the named journey that it was opened from; it travels along likewise.</summary>
    public string? Journey { get; init; }

    /// <summary>True when the address said nothing.</summary>
    public bool IsUnasked => Events.Count == 0 && Filters.Count == 0 && Said.Count == 0 && SavedAs is null && Journey is null;

    /// <summary>A setting as said, or as usual.</summary>
    public string this[string setting] => Said.TryGetValue(setting, out var said) && said.Length > 0 ? said : Kind.Settings.GetValueOrDefault(setting, "");

    public string Query => Write();

    public string Link => Address.Length == 0 ? $"/journeys/{Kind.Key}" : $"/journeys/{Kind.Key}?{Address}";

    private string Address => string.Join('&', new[]
    { Query, SavedAs is { } saved ? $"saved={saved}" : "", Journey is { } journey ? $"journey={Uri.EscapeDataString(journey)}" : ""
    }.Where(part => part.Length > 0));

    public IEnumerable<AskedEvent> In(string role) => Events.Where(e => e.Role == role);

    /// <summary>The event of a role that has one at most; none is any.</summary>
    public AskedEvent? The(string role) => Events.FirstOrDefault(e => e.Role == role && e.Name.Length > 0);

    public Question With(string setting, string value) => this with { Said = new Dictionary<string, string>(Said) { [setting] = value } };

    /// <summary>The same question with one event of a role, in place of what it has.</summary>
    public Question WithThe(string role, string name)
    {
        var others = Events.Where(e => e.Role != role).Append(new AskedEvent(role, name));
        return this with { Events = [.. others.OrderBy(e => Kind.Events.ToList().IndexOf(e.Role))] };
    }

    /// <summary>The address of the people behind a cell of the answer.</summary>
    public string People(params ReadOnlySpan<(string Name, object? Value)> cell)
    {
        var link = new StringBuilder("/journeys/people?of=").Append(Kind.Key);
        foreach (var (name, value) in cell)
            if (value is not null) Add(link, "cell." + name, FormattableString.Invariant($"{value}"));
        return Address.Length == 0 ? link.ToString() : link.Append('&').Append(Address).ToString();
    }

    private string Write()
    {
        var query = new StringBuilder();
        foreach (var asked in Events) Add(query, asked);
        foreach (var filter in Filters) Add(query, "filter", filter);
        foreach (var (name, usual) in Kind.Settings)
            if (Said.TryGetValue(name, out var said) && said.Length > 0 && said != usual) Add(query, name, said);
        return query.ToString();
    }

    private static void Add(StringBuilder query, AskedEvent asked)
    {
        Add(query, asked.Role, asked.Name);
        if (asked.Occurrence != "any") Add(query, "occurrence", asked.Occurrence);
        if (asked.Optional) Add(query, "optional", "1");
        if (asked.FromStep > 1) Add(query, "fromStep", FormattableString.Invariant($"{asked.FromStep}"));
        if (asked.ToStep > 0) Add(query, "toStep", FormattableString.Invariant($"{asked.ToStep}"));
        foreach (var condition in asked.Where) Add(query, "where", condition);
    }

    private static void Add(StringBuilder query, string name, Condition condition)
    {
        Add(query, name, condition.Property);
        if (condition.Op != "eq") Add(query, "op", condition.Op);
        if (condition.Op != "exists") Add(query, "value", condition.Value);
    }

    // What an address may hold unescaped stays readable.
    private static void Add(StringBuilder query, string name, string value) => query.Append(query.Length == 0 ? "" : "&").Append(name).Append('=')
        .Append(Uri.EscapeDataString(value)
            .Replace("%20", "+", StringComparison.Ordinal)
            .Replace("%3A", ":", StringComparison.Ordinal)
            .Replace("%2F", "/", StringComparison.Ordinal)
            .Replace("%2C", ",", StringComparison.Ordinal));
}
