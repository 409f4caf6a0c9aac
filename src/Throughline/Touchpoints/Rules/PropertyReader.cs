using System.Text;
using System.Text.Json;

namespace Throughline.Touchpoints.Rules;

/// <summary>Finds one property in an interaction's JSON without taking the rest apart.</summary>
internal static class PropertyReader
{
    /// <summary>A property's text: of a text itself, of a list or an object its JSON; null when it is not there or null.</summary>
    /// <param name="path">A name in <c>properties</c>, dotted for what is inside; what is not found there is looked for from the top:
    /// <c>context.campaign.name</c>.</param>
    public static string? Find(ReadOnlySpan<byte> body, string path)
    {
        var json = new Utf8JsonReader(body);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isHere = json.ValueTextEquals("properties"u8);
            json.Read();
            if (!isHere || json.TokenType != JsonTokenType.StartObject) json.Skip();
            else if (TryFind(ref json, body, path, out var text)) return text;
        }
        return path.Contains('.', StringComparison.Ordinal) ? FromTheTop(body, path) : null;
    }

    private static string? FromTheTop(ReadOnlySpan<byte> body, string path)
    {
        var json = new Utf8JsonReader(body);
        return json.Read() && TryFind(ref json, body, path, out var text) ? text : null;
    }

    // Begins on an object's start; without success it stands on the object's end.
    private static bool TryFind(ref Utf8JsonReader json, ReadOnlySpan<byte> body, ReadOnlySpan<char> path, out string? text)
    {
        text = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals(path))
            {
                json.Read();
                text = Text(ref json, body);
                return true;
            }
            var inside = Inside(ref json, path);
            json.Read();
            if (inside > 0 && json.TokenType == JsonTokenType.StartObject)
            {
                if (TryFind(ref json, body, path[inside..], out text)) return true;
            }
            else json.Skip();
        }
        return false;
    }

    // Names may hold dots themselves, so every dot of the path may be the one that leads inside.
    private static int Inside(ref Utf8JsonReader json, ReadOnlySpan<char> path)
    {
        for (var dot = path.IndexOf('.'); dot > 0; dot = Next(path, dot))
            if (json.ValueTextEquals(path[..dot])) return dot + 1;
        return 0;
    }

    private static int Next(ReadOnlySpan<char> path, int dot) => path[(dot + 1)..].IndexOf('.') is >= 0 and var further ? dot + 1 + further : 0;

    private static string? Text(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        if (json.TokenType == JsonTokenType.String) return json.GetString();
        if (json.TokenType == JsonTokenType.Null) return null;
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return Encoding.UTF8.GetString(body[start..(int)json.BytesConsumed]);
    }
}
