using System.Text.Json;
using System.Text.Json.Serialization;

namespace Throughline.Statistics.Experiments.Flags;

/// <summary>An experiment: variations, who may take part, and how people are spread over them.</summary>
public sealed record ExperimentDefinition
{
    public string Key { get; init; } = "";

    public IReadOnlyList<JsonElement> Variations { get; init; } = [];

    /// <summary>Share of eligible people taken in, 0 to 1; all when absent.</summary>
    public double? Coverage { get; init; }

    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>The attribute that decides the bucket; <c>id</c> when absent.</summary>
    public string? HashAttribute { get; init; }

    /// <summary>Used when the hash attribute is empty, and only with sticky buckets.</summary>
    public string? FallbackAttribute { get; init; }

    public bool? DisableStickyBucketing { get; init; }

    /// <summary>A new version lets everybody be assigned anew.</summary>
    public int? BucketVersion { get; init; }

    /// <summary>People assigned under an older version are shut out.</summary>
    public int? MinBucketVersion { get; init; }

    public Bucketing.Namespace? Namespace { get; init; }

    public IReadOnlyList<VariationMeta>? Meta { get; init; }

    public IReadOnlyList<Bucketing.BucketRange>? Ranges { get; init; }

    public string? Name { get; init; }

    public string? Phase { get; init; }

    /// <summary>What is hashed with the attribute; the key when absent.</summary>
    public string? Seed { get; init; }

    /// <summary>1 when absent; see <see cref="Bucketing.Bucket.Of"/>.</summary>
    public int? HashVersion { get; init; }

    public IReadOnlyList<BucketFilter>? Filters { get; init; }

    public JsonElement? Condition { get; init; }

    public IReadOnlyList<Prerequisite>? ParentConditions { get; init; }

    public bool? Active { get; init; }

    /// <summary><c>draft</c>, <c>running</c> or <c>stopped</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The variation everybody who takes part gets.</summary>
    public int? Force { get; init; }

    /// <summary>How a contextual bandit came to its weights; on results only.</summary>
    public BanditChoice? ContextualBandit { get; init; }

    [JsonIgnore]
    public string? ContextualBanditRef { get; init; }
}

/// <summary>The leaf of a contextual bandit that a person fell into; −1 when none fits.</summary>
public sealed record BanditChoice(int LeafId, IReadOnlyList<double> VariationWeights, int? BanditVersion);

/// <summary>A contextual bandit: the first context whose condition is met gives the weights.</summary>
public sealed record BanditDefinition
{
    public int? BanditVersion { get; init; }

    public IReadOnlyList<BanditContext>? Contexts { get; init; }
}

/// <summary>One leaf of a contextual bandit.</summary>
public sealed record BanditContext
{
    public int LeafId { get; init; }

    public JsonElement? Condition { get; init; }

    public IReadOnlyList<double> Weights { get; init; } = [];
}
