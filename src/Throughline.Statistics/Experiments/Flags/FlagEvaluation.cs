using System.Text.Json;
using Throughline.Statistics.Experiments.Targeting;

namespace Throughline.Statistics.Experiments.Flags;

/// <summary>
/// Decides flags and experiments for one person. Pure: the same settings, attributes and sticky documents give the same
/// answer everywhere. Rules and their order as the GrowthBook SDKs' published test cases (specification 0.8) fix them.
/// </summary>
/// <param name="attributes">A JSON object of what is known of the person.</param>
/// <param name="url">The page's address, for variations asked for in its query string.</param>
/// <param name="sticky">Null switches sticky buckets, and with them fallback attributes, off.</param>
public sealed class FlagEvaluation(FlagSettings settings, JsonElement attributes, string? url = null, StickyBuckets? sticky = null)
{
    // A chain of prerequisites as deep as this is taken for a cycle, before it can exhaust the stack.
    private const int DeepestChain = 200;

    private readonly JsonElement attributes = WholeText.Of(attributes);
    private readonly Dictionary<string, FlagResult> decided = [];
    private readonly Stack<string> under = [];

    internal FlagSettings Settings => settings;

    internal string? Url => url;

    internal StickyBuckets? Sticky => sticky;

    /// <summary>The flag's value for this person. An unknown flag is null and off.</summary>
    public FlagResult Feature(string id)
    {
        if (under.Contains(id) || under.Count >= DeepestChain) return FlagResult.Of(default, FlagSource.CyclicPrerequisite);
        if (decided.TryGetValue(id, out var before)) return before;
        if (!settings.Features.TryGetValue(id, out var feature)) return FlagResult.Of(default, FlagSource.UnknownFeature);

        under.Push(id);
        var result = feature.Rules?.Select(rule => Apply(id, rule)).FirstOrDefault(r => r is not null)
            ?? FlagResult.Of(feature.DefaultValue, FlagSource.DefaultValue);
        under.Pop();

        // Inside a chain a cycle may have cut an answer short that is whole when asked for by itself.
        if (under.Count == 0 || result.Source != FlagSource.CyclicPrerequisite) decided[id] = result;
        return result;
    }

    /// <summary>The variation of an experiment that stands by itself. One with fewer than two variations takes in nobody.</summary>
    public ExperimentResult Experiment(ExperimentDefinition experiment) => new ExperimentRun(this, experiment, null).Result().Result;

    internal bool ConditionIsMet(JsonElement? condition) => condition is not { } given || Condition.Holds(given, attributes, settings.SavedGroups);

    /// <summary>Null when all prerequisites hold.</summary>
    internal Prerequisite? FirstFailing(IReadOnlyList<Prerequisite>? prerequisites, out bool isCycle)
    {
        isCycle = false;
        foreach (var prerequisite in prerequisites ?? [])
        {
            var parent = Feature(prerequisite.Id);
            isCycle = parent.Source == FlagSource.CyclicPrerequisite;
            if (isCycle) return prerequisite;
            var seen = JsonSerializer.SerializeToElement(new { value = parent.Value });
            if (prerequisite.Condition is { } condition && !Condition.Holds(condition, seen, settings.SavedGroups)) return prerequisite;
        }

        return null;
    }

    internal bool IsFilteredOut(IReadOnlyList<BucketFilter> filters) => filters.Any(filter =>
        Identity(filter.Attribute, null) is not { Text: { Length: > 0 } value }
        || Bucketing.Bucket.Of(filter.Seed, value, filter.HashVersion ?? 2) is not { } bucket
        || !filter.Ranges.Any(range => range.Contains(bucket)));

    /// <summary>The attribute to bucket by, and its text; empty when it is missing or falsy.</summary>
    internal (string Attribute, JsonElement Value, string Text) Identity(string? attribute, string? fallback)
    {
        var name = string.IsNullOrEmpty(attribute) ? "id" : attribute;
        var value = AttributeOrEmpty(name);
        if (!Loose.IsTruthy(value) && !string.IsNullOrEmpty(fallback) && AttributeOrEmpty(fallback) is var other && Loose.IsTruthy(other))
            (name, value) = (fallback, other);
        return (name, value, Loose.IsTruthy(value) ? Loose.ToText(value) : "");
    }

    internal string? FallbackOf(string? fallback, bool? disabled) => sticky is null || disabled == true ? null : fallback;

    private JsonElement AttributeOrEmpty(string name) =>
        attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(name, out var value) && !Loose.IsNull(value) ? value : EmptyText;

    private static JsonElement EmptyText { get; } = JsonSerializer.SerializeToElement("");

    private FlagResult? Apply(string id, FeatureRule rule)
    {
        if (FirstFailing(rule.ParentConditions, out var isCycle) is { } failing)
            return isCycle ? FlagResult.Of(default, FlagSource.CyclicPrerequisite)
                : failing.Gate == true ? FlagResult.Of(default, FlagSource.Prerequisite)
                : null;
        if (rule.Filters is { } filters && IsFilteredOut(filters)) return null;
        if (rule.Force.ValueKind != JsonValueKind.Undefined)
            return ConditionIsMet(rule.Condition) && IsInRollout(id, rule) ? FlagResult.Of(rule.Force, FlagSource.Force, rule.Id) : null;
        if (rule.Variations is null && rule.ContextualVariations is null) return null;

        var (experiment, result) = new ExperimentRun(this, rule.AsExperiment(id), id).Result();
        return result.InExperiment && result.Passthrough != true ? FlagResult.Of(result.Value, FlagSource.Experiment, rule.Id, experiment, result) : null;
    }

    private bool IsInRollout(string id, FeatureRule rule)
    {
        if (rule.Range is null && rule.Coverage is null) return true;
        if (rule.Range is null && rule.Coverage == 0) return false;
        var identity = Identity(rule.HashAttribute, FallbackOf(rule.FallbackAttribute, rule.DisableStickyBucketing));
        if (identity.Text.Length == 0 || Bucketing.Bucket.Of(rule.Seed ?? id, identity.Text, rule.HashVersion ?? 1) is not { } bucket) return false;
        return rule.Range is { } range ? range.Contains(bucket) : bucket <= rule.Coverage;
    }
}
