using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Tests.Customers.Joining;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Customers.Segments;

/// <summary>Who is in a segment: one company, each condition asked for as another room would ask.</summary>
public sealed class WhoIsInTests(WhoIsInTests.Company company) : IClassFixture<WhoIsInTests.Company>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public sealed class Company : IAsyncLifetime
    {
        public TestHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await TestHost.Start(TestContext.Current.CancellationToken);
            await Host.Tell(TestContext.Current.CancellationToken,
                Told.Identify("userId:anna email:anna@example.com", """{"plan":"gold","age":9,"tags":["vip","tent"],"city":"G\u00f6teborg","nothing":null}"""),
                Told.Identify("userId:boris phone:+46705550123", """{"plan":"silver","age":"10","city":"Göteborg"}"""),
                Told.Identify("userId:clara", """{"age":100,"address":{"zip":"1"}}"""),
                Told.Track("anonymousId:visitor"),
                Ordered("anna", 1), Ordered("anna", 2), Ordered("anna", 400, "DE"), Ordered("boris", 29.9), Ordered("boris", 30.1),
                Ordered("clara", 500), Viewed("clara", 1));
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"kind":"trait","name":"plan"}""", "anna boris")]
    [InlineData("""{"kind":"trait","name":"plan","value":"gold"}""", "anna")]
    [InlineData("""{"kind":"trait","name":"plan","op":"ne","value":"gold"}""", "boris clara visitor")] // whoever has no plan has another
    [InlineData("""{"kind":"trait","name":"plan","op":"in","value":["gold","silver"]}""", "anna boris")]
    [InlineData("""{"kind":"trait","name":"plan","op":"contains","value":"OL"}""", "anna")]
    [InlineData("""{"kind":"trait","name":"city","op":"eq","value":"Göteborg"}""", "anna boris")] // however it was escaped on its way
    [InlineData("""{"kind":"trait","name":"age","op":"gt","value":9}""", "boris clara")] // 10 is more than 9, as a number
    [InlineData("""{"kind":"trait","name":"age","op":"ge","value":"9"}""", "anna boris clara")]
    [InlineData("""{"kind":"trait","name":"age","op":"lt","value":100}""", "anna boris")]
    [InlineData("""{"kind":"trait","name":"age","op":"le","value":9.0}""", "anna")]
    [InlineData("""{"kind":"trait","name":"age","op":"eq","value":10}""", "boris")]
    [InlineData("""{"kind":"trait","name":"plan","op":"gt","value":3}""", "")] // a text and a number do not compare
    [InlineData("""{"kind":"trait","name":"tags","value":"tent"}""", "anna")]
    [InlineData("""{"kind":"trait","name":"address"}""", "clara")]
    [InlineData("""{"kind":"trait","name":"nothing"}""", "")]
    [InlineData("""{"kind":"trait","name":"Plan"}""", "")]
    [InlineData("""{"kind":"identity","name":"email"}""", "anna")]
    [InlineData("""{"kind":"identity","name":"email","value":"ANNA@Example.com"}""", "anna")]
    [InlineData("""{"kind":"identity","name":"phone","value":"+46 70-555 01 23"}""", "boris")]
    [InlineData("""{"kind":"identity","name":"email","op":"contains","value":"@EXAMPLE"}""", "anna")]
    [InlineData("""{"kind":"identity","name":"userId","op":"in","value":["boris","nobody"]}""", "boris")]
    [InlineData("""{"kind":"identity","name":"card"}""", "")]
    [InlineData("""{"kind":"did","name":"Order Completed"}""", "anna boris clara")]
    [InlineData("""{"kind":"did","name":"Order Completed","times":2}""", "anna boris")]
    [InlineData("""{"kind":"did","name":"Order Completed","times":3}""", "anna")]
    [InlineData("""{"kind":"did","name":"Order Completed","times":4}""", "")]
    [InlineData("""{"kind":"did","name":"Order Completed","days":30}""", "anna boris")]
    [InlineData("""{"kind":"did","name":"Order Completed","times":2,"days":30}""", "anna")]
    [InlineData("""{"kind":"did","name":"Order Completed","where":[{"property":"country","op":"eq","value":"DE"}]}""", "anna")]
    [InlineData("""{"kind":"did","name":"page:Garden"}""", "clara")]
    [InlineData("""{"kind":"did","name":"*","days":10}""", "anna clara")]
    [InlineData("""{"kind":"did","name":"Never Done"}""", "")]
    [InlineData("""{"kind":"didNot","name":"Order Completed"}""", "visitor")]
    [InlineData("""{"kind":"didNot","name":"Order Completed","days":30}""", "clara visitor")]
    [InlineData("""{"kind":"didNot","name":"Order Completed","times":2}""", "clara visitor")]
    [InlineData("""{"kind":"didNot","name":"Never Done"}""", "anna boris clara visitor")]
    [InlineData("""{"conditions":[{"kind":"trait","name":"plan"},{"kind":"did","name":"Order Completed","times":3}]}""", "anna")]
    [InlineData(
        """{"match":"any","conditions":[{"kind":"identity","name":"email"},{"kind":"identity","name":"phone"},{"kind":"trait","name":"no such"}]}""",
        "anna boris")]
    public async Task A_condition_finds_whom_it_says(string condition, string expected)
    {
        var found = await company.Host.With<ISegments, CustomerSet>(segments => segments.Customers(JsonElement.Parse(condition), Ct));
        var names = new List<string>();
        foreach (var name in (string[])["anna", "boris", "clara", "visitor"])
            if (found.Contains(int.Parse(await company.Host.IdOf(name == "visitor" ? "anonymousId:visitor" : $"userId:{name}", Ct),
                System.Globalization.CultureInfo.InvariantCulture))) names.Add(name);
        Assert.Equal(expected, string.Join(' ', names));
        Assert.Equal(names.Count, found.Count);
    }

    [Fact]
    public async Task A_stage_is_where_somebody_stands_now()
    {
        var stages = await company.Host.With<ITouchpoints, TouchpointBook>(touchpoints => Task.FromResult(touchpoints.Now));
        var found = 0;
        foreach (var stage in stages.Stages.Append(stages.Defected))
            found += (await company.Host.With<ISegments, CustomerSet>(segments =>
                segments.Customers(JsonElement.Parse($$"""{"kind":"stage","name":"{{stage.Key}}"}"""), Ct))).Count;
        Assert.InRange(found, 1, 4);
    }

    [Fact]
    public async Task A_join_by_hand_changes_who_is_in_a_segment_at_once()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, Told.Identify("userId:dora", """{"plan":"gold"}"""), Told.Identify("userId:emil"), Ordered("dora", 2), Ordered("emil", 1));
        async Task<int> Twice() =>
            (await host.With<ISegments, CustomerSet>(s => s.Customers(JsonElement.Parse("""{"kind":"did","name":"Order Completed","times":2}"""), Ct))).Count;
        Assert.Equal(0, await Twice());
        var joined = Assert.IsType<Throughline.Customers.Joining.JoinCustomers.Joined>(
            await HandTests.Join(host, await host.IdOf("userId:dora", Ct), await host.IdOf("userId:emil", Ct)));
        Assert.Equal(1, await Twice());
        await HandTests.Undo(host, joined.Decision);
        Assert.Equal(0, await Twice());
    }

    private static Interaction Ordered(string user, double daysAgo, string country = "SE") =>
        Done(user, InteractionKind.Track, "Order Completed", daysAgo, country);

    private static Interaction Viewed(string user, double daysAgo) => Done(user, InteractionKind.Page, "page:Garden", daysAgo, "SE");

    private static Interaction Done(string user, InteractionKind kind, string name, double daysAgo, string country)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-daysAgo).ToMicroseconds();
        return new Interaction
        {
            Kind = kind,
            Event = name,
            MessageId = $"{user}-{name}-{daysAgo}",
            Identities = [new Identity(Identity.UserId, user)],
            Channel = "server",
            Source = "test",
            ReceivedAt = at,
            At = at,
            Body = Encoding.UTF8.GetBytes($$"""{"properties":{"country":"{{country}}"} }"""),
        };
    }
}
