using System.Text.Json.Serialization;
using Throughline.JourneyEngine;

namespace Throughline.Contracts;

/// <summary>How what the company promises at its touchpoints is kept: one definition for every page and program that asks.</summary>
public interface IPromises : IPart
{
    /// <summary>By touchpoint key, all in one question; touchpoints whose promise nothing measures are left out.</summary>
    Task<IReadOnlyDictionary<string, PromiseKept>> Measure(Scope scope, CancellationToken ct);

    /// <summary>The customers with a case in a state, of those with a value of a property if one is named.</summary>
    /// <exception cref="QuestionException">There is no promise at this touchpoint that can be measured.</exception>
    Task<int[]> People(Scope scope, PromiseCell cell, CancellationToken ct);
}

/// <param name="Text">What is promised.</param>
/// <param name="Promised">In what share of cases, 0 to 1.</param>
/// <param name="Cases">Those that began in the period.</param>
/// <param name="Kept">The share of those that were due; n counts them.</param>
public sealed record PromiseKept(string Text, double Promised, PromiseTally Cases, ScoreFigure Kept, PromiseStanding Standing)
{
    /// <summary>The 95% interval of the share lies below what was promised.</summary>
    [JsonIgnore]
    public bool IsBroken => Standing == PromiseStanding.Broken;
}

/// <summary>How a promise stands over a period.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PromiseStanding>))]
public enum PromiseStanding
{
    /// <summary>No case began.</summary>
    [JsonStringEnumMemberName("noCases")] NoCases,

    /// <summary>None was due yet.</summary>
    [JsonStringEnumMemberName("tooEarly")] TooEarly,

    /// <summary>Too few were due to say.</summary>
    [JsonStringEnumMemberName("tooFew")] TooFew,

    /// <summary>As promised, or better.</summary>
    [JsonStringEnumMemberName("kept")] Kept,

    /// <summary>Below what was promised, and it may be chance.</summary>
    [JsonStringEnumMemberName("unsure")] Unsure,

    /// <summary>Below what was promised, beyond chance.</summary>
    [JsonStringEnumMemberName("broken")] Broken,
}
