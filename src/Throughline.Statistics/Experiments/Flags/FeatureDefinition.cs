using System.Text.Json;

namespace Throughline.Statistics.Experiments.Flags;

/// <summary>A flag: what it is by default, and rules of which the first that applies decides.</summary>
public sealed record FeatureDefinition
{
    /// <summary>Any JSON value; null when absent.</summary>
    public JsonElement DefaultValue { get; init; }

    public IReadOnlyList<FeatureRule>? Rules { get; init; }
}

/// <summary>One rule of a flag: it forces a value on a share of people, or runs an experiment on them.</summary>
public sealed record FeatureRule
{
    public string? Id { get; init; }

    /// <summary>The value given to everybody the rule applies to; of kind Undefined when the rule is no such rule.</summary>
    public JsonElement Force { get; init; }

    public string? Key { get; init; }

    public IReadOnlyList<JsonElement>? Variations { get; init; }

    /// <summary>The arms of a contextual bandit, instead of <see cref="Variations"/>.</summary>
    public IReadOnlyList<JsonElement>? ContextualVariations { get; init; }

    public string? ContextualBanditRef { get; init; }

    public double? Coverage { get; init; }

    public IReadOnlyList<double>? Weights { get; init; }

    public string? HashAttribute { get; init; }

    public string? FallbackAttribute { get; init; }

    public bool? DisableStickyBucketing { get; init; }

    public int? BucketVersion { get; init; }

    public int? MinBucketVersion { get; init; }

    public Bucketing.Namespace? Namespace { get; init; }

    public IReadOnlyList<VariationMeta>? Meta { get; init; }

    public IReadOnlyList<Bucketing.BucketRange>? Ranges { get; init; }

    public Bucketing.BucketRange? Range { get; init; }

    public string? Name { get; init; }

    public string? Phase { get; init; }

    public string? Seed { get; init; }

    public int? HashVersion { get; init; }

    public IReadOnlyList<BucketFilter>? Filters { get; init; }

    public JsonElement? Condition { get; init; }

    public IReadOnlyList<Prerequisite>? ParentConditions { get; init; }

    internal ExperimentDefinition AsExperiment(string featureId) => new()
    {
        Key = Key ?? featureId,
        Variations = Variations ?? ContextualVariations ?? [],
        ContextualBanditRef = Variations is null ? ContextualBanditRef : null,
        Coverage = Coverage,
        Weights = Weights,
        HashAttribute = HashAttribute,
        FallbackAttribute = FallbackAttribute,
        DisableStickyBucketing = DisableStickyBucketing,
        BucketVersion = BucketVersion,
        MinBucketVersion = MinBucketVersion,
        Namespace = Namespace,
        Meta = Meta,
        Ranges = Ranges,
        Name = Name,
        Phase = Phase,
        Seed = Seed,
        HashVersion = HashVersion,
        Filters = Filters,
        Condition = Condition
    };
}

/// <summary>What a variation is called. A passthrough variation takes part in a holdout and goes on to the next rule.</summary>
public sealed record VariationMeta
{
    public string? Key { get; init; }

    public string? Name { get; init; }

    public bool? Passthrough { get; init; }
}

/// <summary>Buckets a person must fall into to be let in at all, whatever the experiment's own buckets.</summary>
public sealed record BucketFilter
{
    public string? Attribute { get; init; }

    public string Seed { get; init; } = "";

    public int? HashVersion { get; init; }

    public IReadOnlyList<Bucketing.BucketRange> Ranges { get; init; } = [];
}

/// <summary>Another flag whose <c>value</c> must meet a condition; a gate switches the whole flag off when it does not.</summary>
public sealed record Prerequisite
{
    public string Id { get; init; } = "";

    public JsonElement? Condition { get; init; }

    public bool? Gate { get; init; }
}
