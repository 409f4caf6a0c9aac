using System.Globalization;
using System.Text.Json;

namespace Throughline.Data.Webhooks.Mapping;

/// <summary>
/// A place in a JSON body: <c>data.customer.emails[0]</c>. A name with a dot in it is written <c>["a.b"]</c>, a leading <c>$</c> means the
/// top of the call when it carries many, and <c>$</c> alone the whole of it.
/// </summary>
internal sealed class BodyPath
{
    public const int Longest = 300;

    private readonly List<(string? Name, int Index)> _steps = [];

    private BodyPath(bool fromTop) => IsFromTop = fromTop;

    /// <summary>Counted from the top of the call and not from the element of its list.</summary>
    public bool IsFromTop { get; }

    public IReadOnlyList<(string? Name, int Index)> Steps => _steps;

    /// <summary>The name that it takes off the top; null when it goes deeper or by number.</summary>
    public string? OnlyName => _steps is [(string name, _)] ? name : null;

    /// <summary>Null when it is not written as a path.</summary>
    public static BodyPath? Parse(string text)
    {
        var rest = text.Trim().AsSpan();
        if (rest.Length is 0 or > Longest) return null;
        var path = new BodyPath(rest[0] == '$');
        if (path.IsFromTop) rest = rest[1..] is ['.', .. var behind] ? behind : rest[1..];
        while (rest.Length > 0)
        {
            if (!path.Take(ref rest)) return null;
            if (rest is ['.', _, ..] and not ['.', '[', ..]) rest = rest[1..];
            else if (rest is ['.', ..]) return null;
        }
        return path;
    }

    /// <summary>What stands there; null for nothing, and for JSON's null.</summary>
    public JsonElement? Find(JsonElement from)
    {
        foreach (var (name, index) in _steps)
        {
            if (name is not null)
            {
                if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from)) return null;
            }
            else if (from.ValueKind == JsonValueKind.Array && index < from.GetArrayLength()) from = from[index];
            else return null;
        }
        return from.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : from;
    }

    /// <summary>Writes a body again with another value at this place, and everything else as it was.</summary>
    public void WriteReplaced(Utf8JsonWriter json, JsonElement body, Action<Utf8JsonWriter> value) => Write(json, body, 0, value);

    private void Write(Utf8JsonWriter json, JsonElement at, int depth, Action<Utf8JsonWriter> value)
    {
        if (depth == _steps.Count) value(json);
        else if (at.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (var part in at.EnumerateObject())
            {
                json.WritePropertyName(part.Name);
                if (part.Name == _steps[depth].Name) Write(json, part.Value, depth + 1, value);
                else part.Value.WriteTo(json);
            }
            json.WriteEndObject();
        }
        else if (at.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var (i, part) in at.EnumerateArray().Index())
            {
                if (_steps[depth].Name is null && i == _steps[depth].Index) Write(json, part, depth + 1, value);
                else part.WriteTo(json);
            }
            json.WriteEndArray();
        }
        else at.WriteTo(json);
    }

    private bool Take(ref ReadOnlySpan<char> rest)
    {
        if (rest[0] == '[') return rest.Length > 1 && rest[1] is '"' or '\'' ? TakeQuoted(ref rest) : TakeIndex(ref rest);
        var end = rest.IndexOfAny('.', '[');
        var name = end < 0 ? rest : rest[..end];
        if (name.IsEmpty || name.Contains(']')) return false;
        _steps.Add((name.ToString(), 0));
        rest = rest[name.Length..];
        return true;
    }

    private bool TakeQuoted(ref ReadOnlySpan<char> rest)
    {
        var end = rest[2..].IndexOf([rest[1], ']']);
        if (end < 1) return false;
        _steps.Add((rest.Slice(2, end).ToString(), 0));
        rest = rest[(end + 4)..];
        return true;
    }

    private bool TakeIndex(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(']');
        if (end < 2 || !int.TryParse(rest[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return false;
        _steps.Add((null, index));
        rest = rest[(end + 1)..];
        return true;
    }
}
