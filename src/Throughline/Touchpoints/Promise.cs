using System.Text.Json;
using System.Text.Json.Serialization;

namespace Throughline.Touchpoints;

/// <summary>What the company commits to at a touchpoint, and how it is measured. What is left out is as the measure usually is.</summary>
/// <param name="Measure">What is measured: <c>firstReply</c>, <c>resolution</c>, <c>delivery</c>, …</param>
/// <param name="Target">Seconds; of the clock <c>day</c>: of grace.</param>
/// <param name="Share">In how many cases, 0 to 1.</param>
public sealed record Promise(string Text, string Measure, double Target, double Share)
{
    /// <summary>Days over which <see cref="WindowDays"/> looks back when nobody said.</summary>
    public const int UsualWindowDays = 28;

    public const string Elapsed = "elapsed", Business = "business", Day = "day";

    /// <summary><c>elapsed</c>, <c>business</c> (hours of the calendar) or <c>day</c> (until the promised day is over).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Clock { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? WindowDays { get; init; }

    /// <summary>The key of a calendar; null: that of the owner's department.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Calendar { get; init; }

    /// <summary>Reasons for which a case may be left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Exclusions { get; init; }

    /// <summary>The event with which a case begins.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Begins { get; init; }

    /// <summary>The event that keeps it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Keeps { get; init; }

    /// <summary>A property that both events carry and that tells one case from another, such as <c>orderId</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Case { get; init; }

    /// <summary>An event that calls a case off: before it is kept and due, it counts nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CallsOff { get; init; }

    /// <summary>Of the clock <c>day</c>: the property of the beginning event that says which day was promised.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PromisedDay { get; init; }

    /// <summary>Something is said of how it is measured.</summary>
    [JsonIgnore]
    public bool HasTerms => this != new Promise(Text, Measure, Target, Share);

    /// <summary>The same for two promises that promise the same.</summary>
    [JsonIgnore]
    public string Meaning => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    // A list is the same when it says the same.
    public bool Equals(Promise? other) => other is not null && Meaning == other.Meaning;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Meaning);

    public override string ToString()
    {
        var told = FormattableString.Invariant($"{Text} ({Measure} {Target:0.##}, {Share:0.#%}");
        return $"{told}{(Clock is null ? "" : $", {Clock}")}{(Begins is null ? "" : $", {Begins} → {Keeps}")})";
    }
}
