using System.Text.Json;
using Throughline.Statistics.Experiments.Bucketing;
using Throughline.Statistics.Experiments.Flags;
using Throughline.Statistics.Experiments.Targeting;
using Throughline.Statistics.Numerics;

namespace Throughline.Tests.Statistics.Experiments;

/// <summary>What the published cases leave open, and what must not break it.</summary>
public class TargetingTests
{
    [Theory]
    [InlineData("""{"n":{"$lt":5}}""", """{"n":"abc"}""", false)]
    [InlineData("""{"n":{"$gte":5}}""", """{"n":"abc"}""", false)]
    [InlineData("""{"n":"1e+21"}""", """{"n":1e21}""", true)]
    [InlineData("""{"n":"1e-7"}""", """{"n":0.0000001}""", true)]
    [InlineData("""{"n":"0.000001"}""", """{"n":0.000001}""", true)]
    [InlineData("""{"n":"12345678901234567000"}""", """{"n":12345678901234567890}""", true)]
    [InlineData("""{"n":16}""", """{"n":"0x10"}""", true)]
    [InlineData("""{"n":0}""", """{"n":" "}""", true)]
    [InlineData("""{"n":0}""", """{"n":"nan"}""", false)]
    [InlineData("""{"list.1":"b"}""", """{"list":["a","b"]}""", true)]
    [InlineData("""{"list":"a,b"}""", """{"list":["a","b"]}""", true)]
    [InlineData("""{"o":{"a":1,"b":2}}""", """{"o":{"b":2,"a":1}}""", true)]
    [InlineData("""{"a":{"$exists":false}}""", """{"a":null}""", true)]
    [InlineData("""{"a":{"$eq":null}}""", """{}""", true)]
    [InlineData("""{"a":{"$regex":5}}""", """{"a":"5"}""", false)]
    [InlineData("""{"$or":5}""", """{}""", true)]
    [InlineData("""[]""", """{}""", true)]
    public void Mixed_kinds_compare_as_in_the_sdks(string condition, string attributes, bool met) =>
        Assert.Equal(met, Condition.IsMet(Json(condition), Json(attributes)));

    [Theory]
    [InlineData("""{"id":"\ud800"}""")]
    [InlineData("""{"id":"x","\ud800":1}""")]
    [InlineData("""{"id":"\ud83d\ude00\\ud800"}""")]
    [InlineData("""{"id":{"a":[1]}}""")]
    [InlineData("""{"id":1e400}""")]
    [InlineData("[1]")]
    [InlineData("7")]
    public void Attributes_of_any_kind_are_decided(string attributes)
    {
        var settings = FlagSettings.Read(Json(
            """{"features":{"f":{"defaultValue":0,"rules":[{"force":1,"condition":{"id":{"$in":["a"]},"x.y":{"$regex":"a"}}},{"variations":[1,2]}]}}}"""));
        Assert.Contains(new FlagEvaluation(settings, Json(attributes)).Feature("f").ToJson().GetProperty("value").GetInt32(), new[] { 0, 1, 2 });
    }

    [Theory]
    [InlineData("""{"a":"😀"}""", """{"a":"\ud83d\ude00"}""")]
    [InlineData("""{"a":"\ufffd\ufffdx"}""", """{"a":"\uD800\udBFFx"}""")]
    [InlineData("""{"a":"\ufffd😀"}""", """{"a":"\ud800\ud83d\ude00"}""")]
    [InlineData("""{"a":"\ufffd"}""", """{"a":"\udc00"}""")]
    [InlineData("""{"a":"\\ud800"}""", """{"a":"\\ud800"}""")]
    public void Half_a_character_becomes_the_replacement_character(string condition, string attributes) =>
        Assert.True(Condition.IsMet(Json(condition), Json(attributes)));

    [Fact]
    public void A_pattern_that_never_ends_is_cut_off_and_not_met() =>
        Assert.False(Condition.IsMet(Json("""{"a":{"$regex":"^(a+)+$"}}"""), Json($$"""{"a":"{{new string('a', 60)}}!"}""")));

    [Fact]
    public void Assignments_follow_the_weights()
    {
        var ranges = Bucket.Ranges(3, 1, [0.5, 0.3, 0.2]);
        var counts = new long[3];
        for (var person = 0; person < 20_000; person++) counts[Bucket.Choose(Bucket.Of("seed", $"customer-{person}", 2)!.Value, ranges)]++;
        Assert.False(Throughline.Statistics.Experiments.SampleRatio.Of(counts, [0.5, 0.3, 0.2]).IsMismatch);
    }

    [Fact]
    public void Two_experiments_assign_independently()
    {
        var both = Enumerable.Range(0, 20_000).Count(person => Bucket.Of("one", $"p{person}", 2) < 0.5 && Bucket.Of("two", $"p{person}", 2) < 0.5);
        Assert.InRange(both / 20_000.0, 0.25 - 0.012, 0.25 + 0.012);
    }

    [Fact]
    public void Hashing_counts_utf16_units()
    {
        Assert.Equal(0x811C9DC5u, Fnv1a.Hash(""));
        Assert.Equal(0xE40C292Cu, Fnv1a.Hash("a"));
        Assert.Equal(unchecked((0x811C9DC5u ^ 0x20AC) * 16777619), Fnv1a.Hash("€"));
        Assert.Equal(Fnv1a.Hash("😀x"), Fnv1a.Hash("😀", "x"));
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0.5)]
    public void Coverage_that_is_no_number_lets_nobody_in(double coverage, double firstEnd) =>
        Assert.Equal(firstEnd, Bucket.Ranges(2, coverage)[0].End);

    [Theory]
    [InlineData("""{"features":{"f":{"rules":[null]}}}""")]
    [InlineData("""{"features":{"f":null}}""")]
    [InlineData("""{"features":null}""")]
    [InlineData("""{"features":{"f":{"rules":[{"ranges":[[0]]}]}}}""")]
    [InlineData("""{"features":{"f":{"rules":[{"namespace":["a",1]}]}}}""")]
    [InlineData("""{"features":{"f":{"rules":[{"weights":["a"]}]}}}""")]
    [InlineData("""{"features":{"f":{"rules":[{"filters":[null]}]}}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Broken_definitions_are_named(string json) =>
        Assert.Equal("badDefinition", Assert.Throws<StatisticsException>(() => FlagSettings.Read(Json(json))).Code);

    [Fact]
    public void A_chain_of_prerequisites_without_end_is_taken_for_a_cycle()
    {
        var features = Enumerable.Range(0, 1000).ToDictionary(i => $"f{i}", i => new
        {
            defaultValue = true,
            rules = new[] { new { parentConditions = new[] { new { id = $"f{i + 1}", condition = new { value = true } } } } }
        });
        var evaluation = new FlagEvaluation(FlagSettings.Read(JsonSerializer.SerializeToElement(new { features })), Json("{}"));
        Assert.Equal(FlagSource.CyclicPrerequisite, evaluation.Feature("f0").Source);
        Assert.Equal(FlagSource.DefaultValue, evaluation.Feature("f999").Source);
    }

    [Fact]
    public void A_lattice_of_prerequisites_is_decided_once_each()
    {
        var features = Enumerable.Range(0, 100).ToDictionary(i => $"f{i}", i => new
        {
            defaultValue = true,
            rules = new[]
            {
                new { parentConditions = new[] { i + 1, i + 1 }.Select(next => new { id = $"f{next}", condition = new { value = true } }).ToArray() }
            }
        });
        var evaluation = new FlagEvaluation(FlagSettings.Read(JsonSerializer.SerializeToElement(new { features })), Json("{}"));
        Assert.True(evaluation.Feature("f0").On);
    }

    [Fact]
    public void What_was_kept_is_handed_back_for_storing()
    {
        var settings = FlagSettings.Read(Json("""{"features":{"f":{"defaultValue":0,"rules":[{"variations":[1,2],"meta":[{"key":"a"},{"key":"b"}]}]}}}"""));
        var sticky = new StickyBuckets([]);
        var first = new FlagEvaluation(settings, Json("""{"id":"u1"}"""), sticky: sticky).Feature("f");
        var kept = Assert.Single(sticky.Changed);
        Assert.Equal(("id", "u1"), (kept.AttributeName, kept.AttributeValue));

        var later = new StickyBuckets([kept]);
        var moved = FlagSettings.Read(Json(
            """{"features":{"f":{"defaultValue":0,"rules":[{"variations":[1,2],"weights":[0.5,0.5],"coverage":0,"meta":[{"key":"a"},{"key":"b"}]}]}}}"""));
        var again = new FlagEvaluation(moved, Json("""{"id":"u1"}"""), sticky: later).Feature("f");
        Assert.Equal(first.Value.GetInt32(), again.Value.GetInt32());
        Assert.True(again.ExperimentResult!.StickyBucketUsed);
        Assert.Empty(later.Changed);
    }

    [Fact]
    public void Experiments_that_are_not_running_take_in_nobody()
    {
        ExperimentResult Run(string status) =>
            new FlagEvaluation(new(), Json("""{"id":"1"}""")).Experiment(new() { Key = "k", Variations = [Json("0"), Json("1")], Status = status });
        Assert.False(Run("draft").InExperiment);
        Assert.False(Run("stopped").InExperiment);
        Assert.True(Run("running").InExperiment);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
