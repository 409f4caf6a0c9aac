using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Throughline.Contracts;

namespace Throughline.Platform.Server;

/// <summary>Holds what programs send to what our types say: nothing is null that may not be, no list holds null, and text is text. So features
/// need not ask, and whoever sends such a thing is told where.</summary>
internal static class StrictJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Hold);
        options.Converters.Add(new WholeText());
    }

    // Checks each object of ours when it has been read.
    private static void Hold(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || !IsOurs(type.Type) || type.Type.IsDefined(typeof(NullIsToldAttribute), inherit: false)) return;
        var read = type.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null);
        Action<object>[] checks = [.. read.Select(CheckOf).OfType<Action<object>>()];
        if (checks.Length > 0) type.OnDeserialized = made => { foreach (var check in checks) check(made); };
    }

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name?.StartsWith(nameof(Throughline), StringComparison.Ordinal) == true;

    private static Action<object>? CheckOf(JsonPropertyInfo property)
    {
        if (property.AttributeProvider is not PropertyInfo written || property.Get is not { } get || written.PropertyType.IsValueType) return null;
        if (written.IsDefined(typeof(NullIsToldAttribute))) return null;
        var (name, mayBeNull) = (property.Name, new NullabilityInfoContext().Create(written));
        var isNeeded = mayBeNull.ReadState == NullabilityState.NotNull;
        var item = mayBeNull.ElementType ?? mayBeNull.GenericTypeArguments.LastOrDefault();
        var isWhole = item is { ReadState: NullabilityState.NotNull, Type.IsValueType: false };
        if (!isNeeded && !isWhole) return null;
        return read =>
        {
            var value = get(read);
            if (value is null && isNeeded) throw new JsonException($"{name} is missing or null.");
            if (isWhole && Items(value).Any(one => one is null)) throw new JsonException($"{name} holds null.");
        };
    }

    private static IEnumerable<object?> Items(object? many) => many switch
    {
        IDictionary map => map.Values.Cast<object?>(),
        IEnumerable list => list.Cast<object?>(),
        _ => [],
    };

    // Half of a character (a lone surrogate) is JSON by its form and no text; whoever asked for it later would fail.
    private sealed class WholeText : JsonConverter<JsonElement>
    {
        public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var read = JsonElement.ParseValue(ref reader);
            try
            {
                Look(read);
            }
            catch (InvalidOperationException e)
            {
                throw new JsonException("It holds half a character: a surrogate without its other one.", e);
            }
            return read;
        }

        public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

        private static void Look(JsonElement json)
        {
            if (json.ValueKind == JsonValueKind.String) _ = json.GetString();
            if (json.ValueKind == JsonValueKind.Array) foreach (var item in json.EnumerateArray()) Look(item);
            if (json.ValueKind != JsonValueKind.Object) return;
            foreach (var property in json.EnumerateObject())
            {
                _ = property.Name;
                Look(property.Value);
            }
        }
    }
}
