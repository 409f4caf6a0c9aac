using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Erasing;
using Throughline.Customers.Joining;
using Throughline.Platform.Projections;
using Throughline.Tests.Customers.Joining;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Customers.Erasing;

/// <summary>Whatever was said, decided and erased, in any order: who is who now is what a rebuild comes to.</summary>
public class RebuildAfterErasuresTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void After_interactions_decisions_and_erasures_in_any_order_a_rebuild_gives_the_same_customers() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), Ends).Hold(many: 200, few: 6);

    [Theory]
    [InlineData("userId:c email:e1 | anonymousId:d1 email:e1 | anonymousId:d2 email:e1")] // Two browsers that only the erased one's address tied.
    [InlineData("anonymousId:d1 userId:c | userId:c anonymousId:d2")]
    [InlineData("userId:c anonymousId:kiosk! | userId:d anonymousId:kiosk! | userId:f anonymousId:kiosk!")]
    [InlineData("userId:b anonymousId:tablet | userId:c anonymousId:tablet | userId:d anonymousId:tablet | userId:f anonymousId:tablet")]
    [InlineData("userId:c email:e1 | userId:d email:e1 | userId:d phone:+46701234568")]
    public async Task What_rested_on_the_erased_customer_is_decided_anew(string told)
    {
        await using var host = await TestHost.Start(Ct);
        foreach (var (day, line) in told.Split(" | ").Index())
            await host.Tell(Ct, Told.Identify(
                line.Replace("!", "", StringComparison.Ordinal).Replace("email:e1", "email:e1@x.example", StringComparison.Ordinal),
                "{\"city\":\"c" + day + "\"}", day, line.Contains('!', StringComparison.Ordinal) ? "kiosk" : "server"));
        await Erase(host, await host.IdOf("userId:c", Ct));
        await Same(host, told);
    }

    private static bool Ends(int seed) => Task.Run(() => Holds(seed)).Wait(TimeSpan.FromMinutes(2));

    private static async Task Holds(int seed)
    {
        await using var host = await TestHost.Start(Ct);
        var (random, done, decided) = (new System.Random(seed), new List<string> { $"seed {seed}" }, 0);
        for (var step = 0; step < 60; step++)
        {
            var what = random.Next(20);
            if (what < 13) await Tell(host, random, done);
            else if (what < 17) decided += await Decide(host, random, decided, done);
            else if (await Any(host, random) is { } gone)
            {
                done.Add($"erase {gone.Id} {string.Join(' ', gone.Names())}");
                await Erase(host, gone.Id);
                await Same(host, string.Join('\n', done));
            }
        }
        await Same(host, string.Join('\n', done));
    }

    private static async Task Tell(TestHost host, System.Random random, List<string> done)
    {
        var names = new HashSet<string> { One(random) };
        while (random.Next(2) == 0) names.Add(One(random));
        var kind = random.Next(8) switch { 0 => InteractionKind.Alias, < 5 => InteractionKind.Identify, _ => InteractionKind.Track };
        var channel = random.Next(6) switch { 0 or 1 => "web", 2 => "kiosk", _ => "server" };
        done.Add($"{kind} {channel} {string.Join(' ', names)}");
        await host.Tell(Ct, Told.Identify(string.Join(' ', names), $$"""{"city":"c{{random.Next(9)}}","friend":"e{{random.Next(6)}}@x.example"}""",
            random.Next(30), channel, kind));
    }

    private static string One(System.Random random) => random.Next(5) switch
    {
        0 => $"userId:u{random.Next(6)}",
        1 => $"email:e{random.Next(6)}@x.example",
        2 => $"anonymousId:u{random.Next(6)}",
        _ => $"anonymousId:a{random.Next(8)}",
    };

    private static async Task<CustomerView?> Any(TestHost host, System.Random random)
    {
        var people = Assert.IsType<SearchCustomers.Found>(await host.With<SearchCustomers, SearchCustomers.Outcome>(f => f.Search(new(Limit: 100), Ct))).Items
            .OrderBy(c => int.Parse(c.Id, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return people.Count < 2 ? null : people[random.Next(people.Count)];
    }

    private static async Task<int> Decide(TestHost host, System.Random random, int decided, List<string> done)
    {
        if (await Any(host, random) is not { } one || await Any(host, random) is not { } other) return 0;
        switch (random.Next(4))
        {
            case 0:
                done.Add($"join {one.Id} {other.Id}");
                return await HandTests.Join(host, one.Id, other.Id) is JoinCustomers.Joined ? 1 : 0;
            case 1:
                var leaving = one.Identities.Where(_ => random.Next(2) == 0).Select(i => $"{i.Kind}:{i.Value}").ToArray();
                done.Add($"split {one.Id} {string.Join(' ', leaving)}");
                return await HandTests.Split(host, one.Id, leaving) is SplitCustomer.Split ? 1 : 0;
            case 2:
                var undone = random.Next(1, decided + 2);
                done.Add($"undo {undone}");
                return await HandTests.Undo(host, undone) is UndoDecision.Undone ? 1 : 0;
            default:
                var waiting = (await host.With<ListSuggestions, ListSuggestions.Answer>(f => f.List(null, Ct))).Items;
                if (waiting.Count == 0) return 0;
                done.Add($"keep apart {waiting[0].Customer.Id} {waiting[0].Other.Id}");
                return await host.With<KeepApart, KeepApart.Outcome>(f =>
                    f.Keep(waiting[0].Customer.Id, waiting[0].Other.Id, HandTests.Maria, Ct)) is KeepApart.Kept ? 1 : 0;
        }
    }

    private static async Task Erase(TestHost host, string id) =>
        Assert.IsType<EraseCustomer.Erased>(await host.With<EraseCustomer, EraseCustomer.Outcome>(f => f.Erase(id, HandTests.Maria, Ct)));

    private static async Task Same(TestHost host, string done)
    {
        // Where only a rebuild comes to the right customers, it has begun.
        await host.App.Services.GetRequiredService<ProjectionRunner>().WaitFor(host.Journal.Head, Ct);
        var before = host.Tables();
        await host.Rebuild(Ct);
        var after = host.Tables();
        Assert.True(before == after, $"{done}\n--- before\n{before}\n--- after\n{after}");
    }
}
