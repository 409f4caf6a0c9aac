using System.Text.Json;
using System.Text.Json.Serialization;

namespace Throughline.Statistics.Experiments.Bucketing;

/// <summary>
/// Keeps experiments apart that must not meet in one person: each takes a part of a shared space. As JSON,
/// <c>[id, start, end]</c>.
/// </summary>
[JsonConverter(typeof(AsArray))]
public sealed record Namespace(string Id, double Start, double End)
{
    /// <summary>Whether this person falls into the part taken.</summary>
    public bool Includes(string hashValue) => Bucket.Of("__" + Id, hashValue, 1) is { } bucket && new BucketRange(Start, End).Contains(bucket);

    private sealed class AsArray : JsonConverter<Namespace>
    {
        public override Namespace Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var json = JsonDocument.ParseValue(ref reader);
            if (json.RootElement is not { ValueKind: JsonValueKind.Array } parts || parts.GetArrayLength() != 3
                || parts[0].ValueKind != JsonValueKind.String || parts[1].ValueKind != JsonValueKind.Number || parts[2].ValueKind != JsonValueKind.Number)
                throw new JsonException("A namespace is an array of a name and two numbers.");
            return new(parts[0].GetString()!, parts[1].GetDouble(), parts[2].GetDouble());
        }

        public override void Write(Utf8JsonWriter writer, Namespace value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(value.Id);
            writer.WriteNumberValue(value.Start);
            writer.WriteNumberValue(value.End);
            writer.WriteEndArray();
        }
    }
}
