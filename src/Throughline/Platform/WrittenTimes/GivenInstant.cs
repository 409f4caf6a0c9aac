using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Contracts;

namespace Throughline.Platform.WrittenTimes;

/// <summary>An instant that a caller of the API names, read as <see cref="InstantText"/> says.</summary>
[JsonConverter(typeof(AsJson))]
public readonly record struct GivenInstant(DateTimeOffset At) : IParsable<GivenInstant>
{
    public static implicit operator DateTimeOffset(GivenInstant given) => given.At;

    public static implicit operator GivenInstant(DateTimeOffset at) => new(at);

    public static GivenInstant Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var given) ? given : throw new FormatException("A time is written like 2026-05-01T00:00:00Z.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out GivenInstant result)
    {
        var instant = s is null ? null : InstantText.Read(s);
        result = new(Instants.FromMicroseconds(instant ?? 0));
        return instant is not null;
    }

    private sealed class AsJson : JsonConverter<GivenInstant>
    {
        public override GivenInstant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var instant = reader.TokenType switch
            {
                JsonTokenType.String => InstantText.Read(reader.GetString()!),
                JsonTokenType.Number when reader.TryGetDouble(out var count) => InstantText.Counted(count),
                _ => null,
            };
            return instant is { } at ? Instants.FromMicroseconds(at) : throw new JsonException("A time is written like 2026-05-01T00:00:00Z.");
        }

        public override void Write(Utf8JsonWriter writer, GivenInstant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.At.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
    }
}
