using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Joining;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Customers.Joining;

/// <summary>Decisions stand between interactions: a rebuild, which reads them in other batches, must come to the same customers.</summary>
public class RebuildTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_rebuild_comes_to_the_same_customers_as_interactions_and_decisions_did_one_after_the_other(int seed)
    {
        await using var host = await TestHost.Start(Ct);
        var random = new Random(seed);
        var decided = 0;
        for (var step = 0; step < 120; step++)
        {
            if (random.Next(3) > 0) await host.Tell(Ct, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(random))]);
            else if (await Decide(host, random, decided)) decided++;
        }
        Assert.True(decided > 5, $"Only {decided} decisions were made.");
        await EveryCustomerOwnsTheirNumber(host);

        var before = host.Tables();
        await host.Rebuild(Ct);
        Assert.Equal(before, host.Tables());
    }

    private static Interaction Any(Random random)
    {
        var names = new HashSet<string> { One(random) };
        while (random.Next(2) == 0) names.Add(One(random));
        var kind = random.Next(8) switch { 0 => InteractionKind.Alias, < 5 => InteractionKind.Identify, _ => InteractionKind.Track };
        var traits = random.Next(4) == 0
            ? $$"""{"$setOnce":{"source":"s{{random.Next(9)}}"} }"""
            : $$"""{"city":"c{{random.Next(9)}}","name":"n{{random.Next(9)}}"}""";
        return Told.Identify(string.Join(' ', names), traits, random.Next(30), random.Next(3) == 0 ? "web" : "server", kind);
    }

    private static string One(Random random) => random.Next(4) switch
    {
        0 => $"userId:u{random.Next(6)}",
        1 => $"email:e{random.Next(6)}@example.com",
        _ => $"anonymousId:a{random.Next(8)}"
    };

    private static async Task<bool> Decide(TestHost host, Random random, int decided)
    {
        var people = Assert.IsType<SearchCustomers.Found>(await host.With<SearchCustomers, SearchCustomers.Outcome>(f => f.Search(new(Limit: 100), Ct))).Items;
        if (people.Count < 2) return false;
        var one = people[random.Next(people.Count)];
        switch (random.Next(4))
        {
            case 0:
                return await HandTests.Join(host, one.Id, people[random.Next(people.Count)].Id) is JoinCustomers.Joined;
            case 1:
                var leaving = one.Identities.Where(_ => random.Next(2) == 0).Select(i => $"{i.Kind}:{i.Value}").ToArray();
                return await HandTests.Split(host, one.Id, leaving) is SplitCustomer.Split;
            case 2:
                return await HandTests.Undo(host, random.Next(1, decided + 2)) is UndoDecision.Undone;
            default:
                var waiting = (await host.With<ListSuggestions, ListSuggestions.Answer>(f => f.List(null, Ct))).Items;
                return waiting.Count > 0 && await host.With<KeepApart, KeepApart.Outcome>(f =>
                    f.Keep(waiting[0].Customer.Id, waiting[0].Other.Id, HandTests.Maria, Ct)) is KeepApart.Kept;
        }
    }

    private static async Task EveryCustomerOwnsTheirNumber(TestHost host)
    {
        await using var db = host.Database();
        var owners = db.Set<Throughline.Customers.KnownIdentity>().ToDictionary(i => i.Id, i => i.CustomerId.Value);
        Assert.All(owners.Values.Distinct(), customer => Assert.Equal(customer, owners[customer]));
        Assert.All(db.Set<Throughline.Customers.CustomerAlias>(), alias => Assert.Equal(alias.CustomerId.Value, owners[alias.Id.Value]));
        Assert.Equal(owners.Values.Distinct().Order(),
            db.Set<Throughline.Customers.Customer>().Select(c => c.Id).AsEnumerable().Select(id => id.Value).Order());
    }
}
