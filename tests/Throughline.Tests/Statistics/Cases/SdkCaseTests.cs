using System.Text.Json;
using Throughline.Statistics.Experiments.Bucketing;
using Throughline.Statistics.Experiments.Flags;
using Throughline.Statistics.Experiments.Targeting;

namespace Throughline.Tests.Statistics.Cases;

/// <summary>The published test cases that every GrowthBook SDK passes.</summary>
public class SdkCaseTests
{
    private static readonly JsonElement File = CaseFile.Read("growthbook-sdk.json");

    public static TheoryData<int> Conditions => Numbers("evalCondition");
    public static TheoryData<int> Hashes => Numbers("hash");
    public static TheoryData<int> BucketRanges => Numbers("getBucketRange");
    public static TheoryData<int> Features => Numbers("feature");
    public static TheoryData<int> Bandits => Numbers("contextualBandit");
    public static TheoryData<int> Runs => Numbers("run");
    public static TheoryData<int> Choices => Numbers("chooseVariation");
    public static TheoryData<int> QueryStrings => Numbers("getQueryStringOverride");
    public static TheoryData<int> Namespaces => Numbers("inNamespace");
    public static TheoryData<int> EqualWeights => Numbers("getEqualWeights");
    public static TheoryData<int> StickyBucketCases => Numbers("stickyBucket");

    [Theory, MemberData(nameof(Conditions))]
    public void A_condition_is_met_or_not(int number)
    {
        var c = Case("evalCondition", number);
        var groups = c.GetArrayLength() > 4 ? c[4] : default;
        Assert.True(Condition.IsMet(c[1], c[2], groups) == c[3].GetBoolean(), c[0].GetString());
    }

    [Theory, MemberData(nameof(Hashes))]
    public void A_person_falls_into_the_same_bucket_as_everywhere(int number)
    {
        var c = Case("hash", number);
        Assert.Equal(c[3].ValueKind == JsonValueKind.Null ? null : c[3].GetDouble(), Bucket.Of(c[0].GetString(), c[1].GetString(), c[2].GetInt32()));
    }

    [Theory, MemberData(nameof(BucketRanges))]
    public void Variations_share_the_buckets(int number)
    {
        var c = Case("getBucketRange", number);
        var weights = c[1][2].ValueKind == JsonValueKind.Null ? null : c[1][2].Numbers();
        var ranges = Bucket.Ranges(c[1][0].GetInt32(), c[1][1].GetDouble(), weights);
        Assert.Equal(c[2].EnumerateArray().SelectMany(r => r.Numbers()), ranges.SelectMany(r => new[] { r.Start, r.End }), (x, y) => Math.Abs(x - y) < 1e-9);
    }

    [Theory, MemberData(nameof(Choices))]
    public void A_bucket_chooses_its_variation(int number)
    {
        var c = Case("chooseVariation", number);
        Assert.Equal(c[3].GetInt32(),
            Bucket.Choose(c[1].GetDouble(), [.. c[2].EnumerateArray().Select(r => new BucketRange(r[0].GetDouble(), r[1].GetDouble()))]));
    }

    [Theory, MemberData(nameof(QueryStrings))]
    public void An_address_asks_for_a_variation(int number)
    {
        var c = Case("getQueryStringOverride", number);
        Assert.Equal(c[4].ValueKind == JsonValueKind.Null ? null : c[4].GetInt32(),
            Bucket.FromQueryString(c[1].GetString()!, c[2].GetString(), c[3].GetInt32()));
    }

    [Theory, MemberData(nameof(Namespaces))]
    public void A_namespace_keeps_experiments_apart(int number)
    {
        var c = Case("inNamespace", number);
        Assert.Equal(c[3].GetBoolean(), new Namespace(c[2][0].GetString()!, c[2][1].GetDouble(), c[2][2].GetDouble()).Includes(c[1].GetString()!));
    }

    [Theory, MemberData(nameof(EqualWeights))]
    public void Equal_weights_add_up_to_one(int number)
    {
        var c = Case("getEqualWeights", number);
        Assert.Equal(c[1].Numbers(), Bucket.EqualWeights(c[0].GetInt32()).Select(w => Math.Round(w, 8)));
    }

    [Theory, MemberData(nameof(Features))]
    public void A_flag_has_its_value_and_says_why(int number) => AssertFeature(Case("feature", number));

    [Theory, MemberData(nameof(Bandits))]
    public void A_contextual_bandit_serves_the_weights_of_its_leaf(int number) => AssertFeature(Case("contextualBandit", number));

    [Theory, MemberData(nameof(Runs))]
    public void An_experiment_assigns_its_variation(int number)
    {
        var c = Case("run", number);
        var result = Evaluation(c[1]).Experiment(FlagSettings.ReadExperiment(c[2]));
        AssertSame(c[3], result.Value, c[0]);
        Assert.Equal((c[4].GetBoolean(), c[5].GetBoolean()), (result.InExperiment, result.HashUsed));
    }

    [Theory, MemberData(nameof(StickyBucketCases))]
    public void A_person_keeps_the_variation_they_were_given(int number)
    {
        var c = Case("stickyBucket", number);
        var stored = c[2].EnumerateArray().Select(d => d.Deserialize<StickyDocument>(JsonSerializerOptions.Web)!);
        var sticky = StickyBuckets.BelongingTo(c[1].GetProperty("attributes"), stored);
        var result = Evaluation(c[1], sticky).Feature(c[3].GetString()!);
        AssertSame(c[4], result.ExperimentResult?.ToJson() ?? JsonSerializer.SerializeToElement<object?>(null), c[0]);
        AssertSame(
            c[5],
            JsonSerializer.SerializeToElement(
                sticky.Documents.ToDictionary(d => d.Key, d => new { d.Value.AttributeName, d.Value.AttributeValue, d.Value.Assignments }),
                JsonSerializerOptions.Web),
            c[0]);
    }

    private static void AssertFeature(JsonElement c) => AssertSame(c[3], Evaluation(c[1]).Feature(c[2].GetString()!).ToJson(), c[0]);

    private static void AssertSame(JsonElement expected, JsonElement actual, JsonElement name) =>
        Assert.True(JsonElement.DeepEquals(expected, actual), $"{name}\nexpected {expected}\nactual   {actual}");

    private static FlagEvaluation Evaluation(JsonElement context, StickyBuckets? sticky = null) => new(
        FlagSettings.Read(context),
        context.TryGetProperty("attributes", out var attributes) ? attributes : default,
        context.TryGetProperty("url", out var url) ? url.GetString() : null,
        sticky);

    private static JsonElement Case(string section, int number) => File.GetProperty(section)[number];

    private static TheoryData<int> Numbers(string section) => new(Enumerable.Range(0, File.GetProperty(section).GetArrayLength()));
}
