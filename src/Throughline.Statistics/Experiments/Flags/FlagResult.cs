using System.Text.Json;

namespace Throughline.Statistics.Experiments.Flags;

/// <summary>Why a flag has its value.</summary>
public enum FlagSource
{
    UnknownFeature,
    DefaultValue,
    Force,
    Experiment,
    Prerequisite,
    CyclicPrerequisite
}

/// <summary>A flag's value for one person, and why.</summary>
/// <param name="On">Whether the value is truthy: not null, false, 0 or empty text.</param>
/// <param name="RuleId">Of the rule that decided; empty when none did or it has no id.</param>
public sealed record FlagResult(
    JsonElement Value, bool On, bool Off, FlagSource Source, string RuleId, ExperimentDefinition? Experiment, ExperimentResult? ExperimentResult)
{
    internal static FlagResult Of(
        JsonElement value, FlagSource source, string? ruleId = null, ExperimentDefinition? experiment = null, ExperimentResult? result = null)
    {
        var on = Targeting.Loose.IsTruthy(value);
        return new(value.ValueKind == JsonValueKind.Undefined ? Null : value, on, !on, source, ruleId ?? "", experiment, result);
    }

    /// <summary>The result in the SDKs' form.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, FlagSettings.Json);

    internal static JsonElement Null { get; } = JsonSerializer.SerializeToElement<object?>(null);
}

/// <summary>What an experiment gave one person.</summary>
public sealed record ExperimentResult
{
    /// <summary>Key of the variation: its own, or its number.</summary>
    public required string Key { get; init; }

    public required bool InExperiment { get; init; }

    /// <summary>Whether the bucket decided, so that the person counts in the results.</summary>
    public required bool HashUsed { get; init; }

    /// <summary>Number of the variation, from 0, which is control.</summary>
    public required int VariationId { get; init; }

    public required JsonElement Value { get; init; }

    public required string HashAttribute { get; init; }

    /// <summary>As the attribute has it; empty text when it is missing.</summary>
    public required JsonElement HashValue { get; init; }

    public string? FeatureId { get; init; }

    public string? Name { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Bucket { get; init; }

    public bool? Passthrough { get; init; }

    public bool StickyBucketUsed { get; init; }

    public int? LeafId { get; init; }

    public IReadOnlyList<double>? VariationWeights { get; init; }

    public int? BanditVersion { get; init; }

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, FlagSettings.Json);
}
