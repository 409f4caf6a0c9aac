using System.Text.Json;
using System.Text.Json.Serialization;

namespace Throughline.Touchpoints;

/// <summary>Gives a touchpoint the interactions of an event (<c>*</c>: of any), of one channel, that meet every condition.</summary>
public sealed record Rule(
    string Event,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Channel = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Condition>? Where = null)
{
    public const string AnyEvent = "*";

    [JsonIgnore]
    public bool HasConditions => Where is { Count: > 0 };

    /// <summary>It takes whatever no other rule takes.</summary>
    [JsonIgnore]
    public bool TakesEverything => Event == AnyEvent && Channel is null && !HasConditions;

    /// <summary>The same for two rules that take the same.</summary>
    [JsonIgnore]
    public string Meaning => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

/// <param name="Property">A name in <c>properties</c>, dotted for what is inside; or a whole path such as <c>context.campaign.name</c>.</param>
/// <param name="Op"><c>eq, ne, gt, ge, lt, le, contains, in, exists</c>.</param>
/// <param name="Value">A text, number or boolean; of <c>in</c> a list of them; of <c>exists</c> none.</param>
public sealed record Condition(string Property, string Op, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Value = null);
