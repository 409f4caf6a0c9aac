using System.Text.Json;
using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

/// <summary>Semantics by example: each case of funnel-cases.json, fresh and compacted.</summary>
public class FunnelCaseTests
{
    private static readonly JsonElement Cases = ReadCases();

    public static TheoryData<string> Names(string family) => new(Cases.EnumerateArray()
        .Where(c => FamilyOf(c.GetProperty("mode").GetString()!) == family).Select(c => c.GetProperty("name").GetString()!));

    private static string FamilyOf(string mode) => mode.StartsWith("retention", StringComparison.Ordinal) ? "retention" : mode == "paths" ? mode : "funnel";

    [Theory, MemberData(nameof(Names), "funnel")]
    public void A_funnel_case_counts_as_written(string name)
    {
        foreach (var (test, store) in Stores(name))
        {
            var answer = store.Ask(Question(test));
            var expected = test.GetProperty("expected");
            if (expected.TryGetProperty("counts", out var counts)) Assert.Equal(Ints(counts), answer.All.Steps.Select(s => s.Customers));
            if (!expected.TryGetProperty("by_breakdown", out var parts)) continue;
            Assert.Equal(parts.EnumerateObject().Select(p => p.Name).Order(), answer.Breakdown.Select(p => p.Key).Order());
            foreach (var part in parts.EnumerateObject())
                Assert.Equal(Ints(part.Value), answer.Breakdown.Single(p => p.Key == part.Name).Funnel.Steps.Select(s => s.Customers));
        }
    }

    [Theory, MemberData(nameof(Names), "retention")]
    public void A_retention_case_counts_as_written(string name)
    {
        foreach (var (test, store) in Stores(name))
        {
            var periods = test.GetProperty("periods")[1].GetInt32() + 1;
            var steps = test.GetProperty("steps");
            var answer = store.Ask(new RetentionQuestion
            {
                Scope = new Scope { FromMs = StreamUnderTest.Origin, ToMs = StreamUnderTest.Origin + (periods * 86_400_000L) },
                Interval = Interval.Day, Periods = periods,
                Start = new EventPattern(steps[0].GetString()!), Return = new EventPattern(steps[1].GetString()!),
            });
            Assert.Equal(test.GetProperty("expected").GetProperty("matrix").EnumerateArray().Select(Ints), answer.Cohorts.Select(c => c.Returned));
        }
    }

    [Theory, MemberData(nameof(Names), "paths")]
    public void A_path_case_counts_as_written(string name)
    {
        foreach (var (test, store) in Stores(name))
        {
            var answer = store.Ask(new PathsQuestion { GapSeconds = test.GetProperty("window").GetInt64(), ByStep = true });
            var expected = test.GetProperty("expected").GetProperty("edges").EnumerateObject().Select(e => (e.Name, e.Value.GetInt64()));
            Assert.Equal(expected.Order(), answer.Edges.Select(e => ($"{e.Step}_{e.Source}>{e.Step + 1}_{e.Target}", e.Count)).Order());
        }
    }

    private static FunnelQuestion Question(JsonElement test) => new()
    {
        Steps = [.. test.GetProperty("steps").EnumerateArray().Select(s => new FunnelStep(new EventPattern(s.GetString()!)))],
        WindowSeconds = test.GetProperty("window").GetInt64(),
        Mode = Enum.Parse<FunnelMode>(test.GetProperty("mode").GetString()!, ignoreCase: true),
        Exclusions = !test.TryGetProperty("exclusions", out var exclusions) ? [] : [.. exclusions.EnumerateArray()
            .Select(x => new FunnelExclusion(
                new EventPattern(x.GetProperty("event").GetString()!), x.GetProperty("from_step").GetInt32(), x.GetProperty("to_step").GetInt32()))],
        Breakdown = !test.TryGetProperty("breakdown", out var breakdown) ? null : new FunnelBreakdown
        {
            By = Dimension.Of(breakdown.GetProperty("property").GetString()!),
            Attribution = Enum.Parse<Attribution>(breakdown.GetProperty("attribution").GetString()!.Replace("_", ""), ignoreCase: true),
        },
    };

    /// <summary>The case's events in a store, before and after compaction.</summary>
    private static IEnumerable<(JsonElement Case, JourneyStore Store)> Stores(string name)
    {
        var test = Cases.EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path, new JourneyStoreOptions { PromotedProperties = ["browser"] });
        var identities = new Dictionary<string, int>();
        foreach (var (e, position) in test.GetProperty("events").EnumerateArray().Select((e, i) => (e, i + 1)))
        {
            var identity = identities.TryAdd(e[0].GetString()!, identities.Count) ? identities.Count - 1 : identities[e[0].GetString()!];
            var browser = e.GetArrayLength() > 3 ? store.Names.Properties[0].Code(e[3].GetProperty("browser").GetString()!) : 0;
            store.Append(
                [new JourneyRow(identity, StreamUnderTest.Origin + (e[2].GetInt64() * 1000), position, store.Names.EventTypes.Code(e[1].GetString()!))],
                [browser]);
        }
        if (test.TryGetProperty("identities", out var owners))
            foreach (var owner in owners.EnumerateObject()) store.SetCustomer(identities[owner.Name], 1000 + owner.Value.GetString()!.Length);
        yield return (test, store);
        store.Compact();
        yield return (test, store);
    }

    private static IEnumerable<int> Ints(JsonElement array) => array.EnumerateArray().Select(n => n.GetInt32());

    private static JsonElement ReadCases()
    {
        using var stream = typeof(FunnelCaseTests).Assembly.GetManifestResourceStream("funnel-cases.json")!;
        return JsonDocument.Parse(stream).RootElement.GetProperty("cases").Clone();
    }
}
