using System.Globalization;
using Throughline.Statistics.Experiments.Bucketing;

namespace Throughline.Statistics.Experiments.Flags;

/// <summary>One experiment for one person, step by step in the order the SDKs take.</summary>
internal sealed class ExperimentRun(FlagEvaluation evaluation, ExperimentDefinition experiment, string? featureId)
{
    private readonly int variations = experiment.Variations.Count;

    internal (ExperimentDefinition Experiment, ExperimentResult Result) Result()
    {
        if (variations < 2 || !evaluation.Settings.Enabled) return Outside();
        if (Bucket.FromQueryString(experiment.Key, evaluation.Url, variations) is { } asked) return Fixed(asked);
        if (evaluation.Settings.ForcedVariations.TryGetValue(experiment.Key, out var forced)) return Fixed(forced);
        if (experiment.Status == "draft" || experiment.Active == false) return Outside();
        return Identity is { Text: { Length: > 0 } value } ? Assign(value) : Outside();
    }

    private bool UsesSticky => evaluation.Sticky is not null && experiment.DisableStickyBucketing != true;

    private string? Fallback => evaluation.FallbackOf(experiment.FallbackAttribute, experiment.DisableStickyBucketing);

    private (string Attribute, System.Text.Json.JsonElement Value, string Text) Identity => evaluation.Identity(experiment.HashAttribute, Fallback);

    private (ExperimentDefinition, ExperimentResult) Assign(string value)
    {
        var sticky = UsesSticky ? FindSticky() : new(-1, false);
        var isKept = sticky.Variation >= 0;
        if (!isKept && !MayEnter(value)) return Outside();

        var routed = Routed();
        if (Bucket.Of(experiment.Seed ?? experiment.Key, value, experiment.HashVersion ?? 1) is not { } bucket) return Outside();
        var assigned = isKept ? sticky.Variation : Bucket.Choose(bucket, routed.Ranges ?? Bucket.Ranges(variations, routed.Coverage ?? 1, routed.Weights));
        if (sticky.IsBlocked || assigned < 0) return Outside();
        if (experiment.Force is { } force) return Fixed(force);
        if (evaluation.Settings.QaMode || experiment.Status == "stopped") return Outside();

        var result = Describe(assigned, true, bucket, isKept, routed.ContextualBandit);
        if (UsesSticky) evaluation.Sticky!.Keep(experiment, result.HashAttribute, value, result.Key);
        return (routed, result);
    }

    private StickyBuckets.Found FindSticky()
    {
        var own = evaluation.Identity(experiment.HashAttribute, null);
        var other = Fallback is { } fallback ? evaluation.Identity(fallback, null) : default;
        return evaluation.Sticky!.Find(experiment, (own.Attribute, own.Text), string.IsNullOrEmpty(other.Text) ? null : (other.Attribute, other.Text));
    }

    private bool MayEnter(string value)
    {
        if (experiment.Filters is { } filters ? evaluation.IsFilteredOut(filters) : experiment.Namespace is { } space && !space.Includes(value)) return false;
        return evaluation.ConditionIsMet(experiment.Condition) && evaluation.FirstFailing(experiment.ParentConditions, out _) is null;
    }

    // A contextual bandit's weights come from the first leaf whose condition is met; −1 says that none was.
    private ExperimentDefinition Routed()
    {
        if (experiment.ContextualBanditRef is not { } name || !evaluation.Settings.ContextualBandits.TryGetValue(name, out var bandit)) return experiment;
        var leaf = bandit.Contexts?.FirstOrDefault(context => evaluation.ConditionIsMet(context.Condition));
        var weights = leaf?.Weights ?? experiment.Weights ?? Bucket.EqualWeights(variations);
        return experiment with { Weights = weights, ContextualBandit = new(leaf?.LeafId ?? -1, weights, bandit.BanditVersion) };
    }

    private (ExperimentDefinition, ExperimentResult) Outside() => (experiment, Describe(-1, false));

    private (ExperimentDefinition, ExperimentResult) Fixed(int variation) => (Routed() with { ContextualBandit = null }, Describe(variation, false));

    private ExperimentResult Describe(int variation, bool hashUsed, double? bucket = null, bool isSticky = false, BanditChoice? bandit = null)
    {
        var isIn = variation >= 0 && variation < variations;
        var shown = isIn ? variation : 0;
        var meta = experiment.Meta is { } all && shown < all.Count ? all[shown] : null;
        var identity = Identity;
        return new()
        {
            Key = string.IsNullOrEmpty(meta?.Key) ? shown.ToString(CultureInfo.InvariantCulture) : meta.Key,
            FeatureId = featureId,
            InExperiment = isIn,
            HashUsed = hashUsed,
            VariationId = shown,
            Value = variations > 0 ? experiment.Variations[shown] : FlagResult.Null,
            HashAttribute = identity.Attribute,
            HashValue = identity.Value,
            Name = meta?.Name,
            Bucket = bucket,
            Passthrough = meta?.Passthrough == true ? true : null,
            StickyBucketUsed = isSticky,
            LeafId = bandit?.LeafId,
            VariationWeights = bandit?.VariationWeights,
            BanditVersion = bandit?.BanditVersion
        };
    }
}
