using System.Text.Json;
using System.Text.Json.Serialization;

namespace Throughline.Statistics.Experiments.Bucketing;

/// <summary>A part of the buckets from 0 to 1: its start belongs to it, its end does not. As JSON, <c>[start, end]</c>.</summary>
[JsonConverter(typeof(AsArray))]
public readonly record struct BucketRange(double Start, double End)
{
    public bool Contains(double bucket) => bucket >= Start && bucket < End;

    private sealed class AsArray : JsonConverter<BucketRange>
    {
        public override BucketRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A range is an array of two numbers.");
            var (start, end) = (Number(ref reader), Number(ref reader));
            if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray) throw new JsonException("A range is an array of two numbers.");
            return new(start, end);
        }

        public override void Write(Utf8JsonWriter writer, BucketRange value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.Start);
            writer.WriteNumberValue(value.End);
            writer.WriteEndArray();
        }

        private static double Number(ref Utf8JsonReader reader) =>
            reader.Read() && reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw new JsonException("A range is an array of two numbers.");
    }
}
