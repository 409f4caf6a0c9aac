using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Joining;
using Throughline.Platform.Security.Access;
using Throughline.Tests.Platform.Server;
using static Throughline.Tests.Customers.Joining.Told;

namespace Throughline.Tests.Customers.Joining;

/// <summary>What colleagues decide about who is who, on a company of their own each.</summary>
public class HandTests
{
    internal static readonly Actor Maria = new(null, IsOwner: false, "Maria");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_customers_joined_are_one_with_the_older_number_and_undoing_gives_each_their_own_back()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, Identify("userId:anna email:anna@example.com", """{"city":"Lund","plan":"gold"}""", day: 1),
            Identify("userId:anna-2", """{"city":"Oslo"}""", day: 2));
        var (anna, other) = (await host.IdOf("userId:anna", Ct), await host.IdOf("userId:anna-2", Ct));

        var joined = Assert.IsType<JoinCustomers.Joined>(await Join(host, other, anna));
        Assert.Equal(anna, joined.Customer.ToString());
        Assert.Equal(["email:anna@example.com", "userId:anna", "userId:anna-2"], (await host.Customer("userId:anna-2", Ct)).Names());
        Assert.Equal("Oslo", (await host.Customer("userId:anna", Ct)).Trait("city"));
        Assert.Equal(anna, Assert.IsType<ShowCustomer.Shown>(await host.With<ShowCustomer, ShowCustomer.Outcome>(f => f.Show(other, Ct))).Customer.Id);

        var undone = Assert.IsType<UndoDecision.Undone>(await Undo(host, joined.Decision));
        Assert.Equal((anna, other), (undone.Customer.ToString(), undone.Other.ToString()));
        Assert.Equal(("Lund", "gold"), ((await host.Customer("userId:anna", Ct)).Trait("city"), (await host.Customer("userId:anna", Ct)).Trait("plan")));
        Assert.Equal(("Oslo", null), ((await host.Customer("userId:anna-2", Ct)).Trait("city"), (await host.Customer("userId:anna-2", Ct)).Trait("plan")));
        Assert.IsType<UndoDecision.NotToUndo>(await Undo(host, joined.Decision));
    }

    [Fact]
    public async Task What_was_split_stays_apart_when_it_is_seen_together_again_until_our_own_server_says_otherwise()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, Track("anonymousId:tablet", channel: "web"), Identify("userId:boris anonymousId:tablet", channel: "web"));
        var boris = await host.IdOf("userId:boris", Ct);
        Assert.Equal(boris, await host.IdOf("anonymousId:tablet", Ct));

        var split = Assert.IsType<SplitCustomer.Split>(await Split(host, boris, "userId:boris"));
        Assert.Equal((await host.IdOf("anonymousId:tablet", Ct), await host.IdOf("userId:boris", Ct)), (split.Customer.ToString(), split.Other.ToString()));
        await host.Tell(Ct, Identify("userId:boris anonymousId:tablet", day: 3, channel: "web"));
        Assert.Equal(["userId:boris"], (await host.Customer("userId:boris", Ct)).Names());
        Assert.Empty((await host.With<ListSuggestions, ListSuggestions.Answer>(f => f.List(null, Ct))).Items);

        await host.Tell(Ct, Identify("userId:boris anonymousId:tablet", day: 4, kind: InteractionKind.Alias));
        Assert.Equal(["anonymousId:tablet", "userId:boris"], (await host.Customer("userId:boris", Ct)).Names());
    }

    [Fact]
    public async Task Undoing_a_split_makes_them_one_again_under_the_number_they_had()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, Identify("userId:clara email:clara@example.com phone:+4670", """{"city":"Umeå"}"""));
        var before = host.Tables();
        var clara = await host.IdOf("userId:clara", Ct);
        var split = Assert.IsType<SplitCustomer.Split>(await Split(host, clara, "email:clara@example.com", "phone:+4670"));
        Assert.Equal(["email:clara@example.com", "phone:+4670"], (await host.Customer("phone:+4670", Ct)).Names());
        Assert.Null((await host.Customer("phone:+4670", Ct)).Trait("city"));

        Assert.Equal(clara, Assert.IsType<UndoDecision.Undone>(await Undo(host, split.Decision)).Customer.ToString());
        Assert.Equal(3, (await host.Customer("userId:clara", Ct)).Names().Count());
        Assert.Equal(Lines(before, "customer", "trait", "identity"), Lines(host.Tables(), "customer", "trait", "identity"));
    }

    [Fact]
    public async Task A_suggestion_is_accepted_or_refused_and_comes_back_when_that_is_undone()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, Identify("userId:lars email:lindgren@example.com"), Identify("userId:lotta email:lindgren@example.com", day: 2));
        var (lars, lotta) = (await host.IdOf("userId:lars", Ct), await host.IdOf("userId:lotta", Ct));
        Assert.Single((await Suggestions(host)).Items);

        var kept = Assert.IsType<KeepApart.Kept>(await host.With<KeepApart, KeepApart.Outcome>(f => f.Keep(lars, lotta, Maria, Ct)));
        await host.Tell(Ct, Identify("userId:lotta email:lindgren@example.com", day: 3));
        Assert.Empty((await Suggestions(host)).Items);
        Assert.IsType<KeepApart.NotSuggested>(await host.With<KeepApart, KeepApart.Outcome>(f => f.Keep(lars, lotta, Maria, Ct)));
        await Undo(host, kept.Decision);
        Assert.Single((await Suggestions(host)).Items);

        var joined = Assert.IsType<JoinCustomers.Joined>(await Join(host, lars, lotta));
        Assert.Empty((await Suggestions(host)).Items);
        await Undo(host, joined.Decision);
        Assert.Equal((lars, lotta), (Assert.Single((await Suggestions(host)).Items).Customer.Id, (await Suggestions(host)).Items[0].Other.Id));
        var lines = Assert.IsType<ListDecisions.Listed>(await host.With<ListDecisions, ListDecisions.Outcome>(f => f.List(lotta, Ct))).Items;
        Assert.Equal(["undo", "join", "undo", "keep-apart"], lines.Select(l => l.Kind));
        Assert.True(lines[1].Undone && lines[1].By == "Maria" && lines[1].Other == lars);
    }

    [Theory]
    [InlineData("userId:dora email:dora@example.com", "at least one identity")]
    [InlineData("userId:emil", "another customer")]
    [InlineData("userId:nobody", "No customer has the identity")]
    [InlineData("nonsense", "KIND:VALUE")]
    [InlineData("", "KIND:VALUE")]
    public async Task A_split_that_cannot_be_says_why(string identities, string why)
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, Identify("userId:dora email:dora@example.com"), Identify("userId:emil"));
        var outcome = await Split(host, await host.IdOf("userId:dora", Ct), [.. identities.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Contains(why, Assert.IsType<SplitCustomer.Refused>(outcome).Fault.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_joined_with_themselves_with_somebody_unknown_or_by_a_decision_that_never_was()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, Identify("userId:fatima"), Identify("userId:georg"));
        var fatima = await host.IdOf("userId:fatima", Ct);
        Assert.IsType<JoinCustomers.AlreadyOne>(await Join(host, fatima, fatima));
        Assert.IsType<JoinCustomers.NoSuchCustomer>(await Join(host, fatima, "999999"));
        Assert.IsType<JoinCustomers.NoSuchCustomer>(await Join(host, fatima, "[1]"));
        Assert.IsType<UndoDecision.NoSuchDecision>(await Undo(host, 7));
        var joined = Assert.IsType<JoinCustomers.Joined>(await Join(host, fatima, await host.IdOf("userId:georg", Ct)));
        Assert.IsType<JoinCustomers.AlreadyOne>(await Join(host, fatima, await host.IdOf("userId:georg", Ct)));
        await Split(host, fatima, "userId:georg");
        Assert.IsType<UndoDecision.NotToUndo>(await Undo(host, joined.Decision));
    }

    private static string Lines(string tables, params string[] kinds) =>
        string.Join('\n', tables.Split('\n').Where(line => kinds.Contains(line.Split(' ')[0])));

    private static Task<ListSuggestions.Answer> Suggestions(TestHost host) => host.With<ListSuggestions, ListSuggestions.Answer>(f => f.List(null, Ct));

    internal static Task<JoinCustomers.Outcome> Join(TestHost host, string one, string other) =>
        host.With<JoinCustomers, JoinCustomers.Outcome>(f => f.Join(one, other, Maria, Ct));

    internal static Task<SplitCustomer.Outcome> Split(TestHost host, string id, params string[] identities) =>
        host.With<SplitCustomer, SplitCustomer.Outcome>(f => f.Part(id, new(identities), Maria, Ct));

    internal static Task<UndoDecision.Outcome> Undo(TestHost host, int decision) =>
        host.With<UndoDecision, UndoDecision.Outcome>(f => f.Undo(decision, Maria, Ct));
}
