using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Customers.Erasing;
using Throughline.Customers.Logging;
using Throughline.Platform.Jobs;
using Throughline.Platform.Outbox;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Journal;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Platform.Outbox;

public partial class DeliveryTests
{
    private static readonly DateTimeOffset Then = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task Tell(TestHost host, params (string Who, string Text)[] calls)
    {
        await using var db = host.Database();
        foreach (var (who, text) in calls)
        {
            db.Publish(new InteractionLogged(new Identity("userId", who), "Call Logged", "phone", text, "in", "Tomas", Then, Then));
            await db.SaveChangesAsync(Ct);
        }
    }

    private static async Task Until(TestHost host, Func<ThroughlineDb, Task<bool>> condition)
    {
        for (var round = 0; round < 200; round++)
        {
            await using var db = host.Database();
            if (await condition(db)) return;
            await Task.Delay(100, Ct);
        }
        Assert.Fail("It did not come to pass within twenty seconds.");
    }

    private static Task<TestHost> Start(Heard heard) => TestHost.Start(Ct, services => services
        .AddSingleton(heard).AddScoped<IWhen<InteractionLogged>, WhenLoggedSchedule>().AddScoped<IWhen<InteractionLogged>, WhenLoggedListen>());

    [Fact]
    public async Task A_failing_handler_holds_up_only_later_facts_of_the_same_subject_to_itself()
    {
        var heard = new Heard { Breaks = "anna-1" };
        await using var host = await Start(heard);
        await Tell(host, ("anna", "anna-1"), ("anna", "anna-2"), ("jonas", "jonas-1"));
        await Until(host, async db => host.Journal.Head == 3
            && heard.Texts.Count == 3
            && await db.Jobs.CountAsync(j => j.Kind == "heard", Ct) == 1
            && await db.Deliveries.AnyAsync(d => d.LastError != null, Ct));

        await using var db = host.Database();
        Assert.Equal(["heard:jonas-1"], await db.Jobs.Where(j => j.Kind == "heard").Select(j => j.Id).ToListAsync(Ct));
        Assert.Equal(2, await db.Deliveries.CountAsync(Ct));
        Assert.Equal(2, await db.Outbox.CountAsync(Ct));

        heard.Breaks = null;
        var shown = await host.With<ShowDeliveries, ShowDeliveries.Answer>(f => f.Show(Ct));
        var failing = Assert.Single(shown.Failing);
        Assert.Equal(("customers.interaction-logged", 1, "The line is busy."), (failing.Fact, failing.Behind, failing.Error));
        Assert.EndsWith(nameof(WhenLoggedSchedule), failing.Handler, StringComparison.Ordinal);
        Assert.True(await host.With<ShowDeliveries, bool>(f => f.Retry(failing.Id, Ct)));
        await Until(host, async later => !await later.Outbox.AnyAsync(Ct));
        Assert.Equal(["anna-1", "anna-2"], heard.Scheduled.Where(t => t.StartsWith("anna", StringComparison.Ordinal)).Distinct());
        Assert.Equal(3, await db.Jobs.CountAsync(j => j.Kind == "heard", Ct));
    }

    [Fact]
    public async Task What_a_handler_wrote_before_it_failed_is_taken_back_and_stands_once_in_the_end()
    {
        var heard = new Heard { BreaksAfterWriting = 2 };
        await using var host = await Start(heard);
        await Tell(host, ("anna", "anna-1"));
        await Until(host, async db => !await db.Outbox.AnyAsync(Ct));

        await using var db = host.Database();
        Assert.Equal(3, heard.Scheduled.Count);
        Assert.Equal("heard:anna-1", (await db.Jobs.SingleAsync(j => j.Kind == "heard", Ct)).Id);
        Assert.Equal(1, host.Journal.Head);
    }

    [Fact]
    public async Task Erasing_a_customer_takes_back_what_is_on_its_way_to_any_handler()
    {
        var heard = new Heard { Breaks = "Asked about tents" };
        await using var host = await Start(heard);
        await host.Tell(Ct, TestJournal.Viewed("m1", user: "anna"));
        await Tell(host, ("anna", "Asked about tents"), ("jonas", "Asked about boots"));
        await Until(host, async db => await db.Deliveries.AnyAsync(d => d.LastError != null, Ct));
        await host.With<EraseCustomer, EraseCustomer.Outcome>(f => f.Erase("1", Actor.Operator, Ct));

        await Until(host, async db => !await db.Outbox.AnyAsync(Ct) && !await db.Deliveries.AnyAsync(Ct));
        await using var db = host.Database();
        Assert.DoesNotContain("heard:Asked about tents", await db.Jobs.Select(j => j.Id).ToListAsync(Ct));
    }

    [Fact]
    public void Each_fact_has_a_name_of_its_own_that_says_its_room()
    {
        Assert.NotEmpty(FactNames.Types);
        foreach (var fact in FactNames.Types)
        {
            Assert.Matches(Name(), FactNames.Of(fact));
            // One that several rooms see stands in Contracts.
            if (fact.Namespace!.Split('.')[1] is var room and not "Contracts") Assert.Equal(room.ToLowerInvariant(), FactNames.Of(fact).Split('.')[0]);
        }
    }

    [GeneratedRegex("^[a-z]+\\.[a-z]+(-[a-z]+)+$")]
    private static partial Regex Name();

    private sealed class Heard
    {
        public List<string> Scheduled { get; } = [];

        public List<string> Texts { get; } = [];

        public string? Breaks { get; set; }

        public int BreaksAfterWriting { get; set; }
    }

    private sealed class WhenLoggedSchedule(ThroughlineDb db, Heard heard) : IWhen<InteractionLogged>
    {
        public async Task Handle(InteractionLogged fact, CancellationToken ct)
        {
            if (fact.Text == heard.Breaks) throw new IOException("The line is busy.");
            heard.Scheduled.Add(fact.Text);
            await db.Schedule($"heard:{fact.Text}", "heard", "", Then.AddYears(10), everySeconds: null, ct);
            await db.SaveChangesAsync(ct);
            if (heard.BreaksAfterWriting-- > 0) throw new IOException("The line broke.");
        }
    }

    private sealed class WhenLoggedListen(Heard heard) : IWhen<InteractionLogged>
    {
        public Task Handle(InteractionLogged fact, CancellationToken ct)
        {
            heard.Texts.Add(fact.Text);
            return Task.CompletedTask;
        }
    }
}
