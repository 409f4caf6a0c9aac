using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Journeys.Alerts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Undo;
using Throughline.Tests.Platform.Channels;
using Throughline.Tests.Platform.Server;
using static Throughline.Tests.Customers.Joining.Told;

namespace Throughline.Tests.Journeys.Alerts;

/// <summary>A colleague asks to be told of a funnel that a quarter come through, in a company of forty who began.</summary>
public sealed class AlertTests
{
    private const string Funnel = "step=Cart+Opened&step=Order+Completed&window=1d";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_interval_supports_is_told_once_on_the_bell_in_a_mail_and_is_over_when_it_is_back()
    {
        await using var drop = new MailDrop();
        await using var host = await ChannelsTests.Start(drop);
        var anna = await Colleague(host, "anna");
        await Week(host, "a", came: 40, through: 10);
        var alert = await Set(host, anna, new("question", "funnel", "below", 0.6, Funnel, AtOnce: true));
        Assert.Equal((0.25, true), (Math.Round(alert.Value!.Value, 2), alert.IsShare));
        await Set(host, anna, new("question", "funnel", "below", 0.3, Funnel, AtOnce: true)); // Within the interval of 25%: chance may be all of it.

        await Look(host);
        await Look(host);

        var mail = await drop.Wait(_ => true, Ct);
        Assert.Contains("below 60%", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("n = 40", mail.TextBody, StringComparison.Ordinal);
        var ringing = Assert.Single(await Bell(host, anna), a => a.IsAskedFor);
        Assert.Contains("below 60%", ringing.Title, StringComparison.Ordinal);
        Assert.DoesNotContain(await Bell(host, await Colleague(host, "ben")), a => a.IsAskedFor);

        await Week(host, "b", came: 100, through: 95);
        await Look(host);
        Assert.DoesNotContain(await Bell(host, anna), a => a.IsAskedFor);
        Assert.Single(drop.Mails);
    }

    [Fact]
    public async Task Every_kind_of_figure_can_be_followed_and_one_that_is_gone_says_so()
    {
        await using var host = await TestHost.Start(Ct);
        var anna = await Colleague(host, "anna");
        await Week(host, "a", came: 40, through: 10);
        var shipped = host.App.Services.GetRequiredService<ITouchpoints>().Now.Touchpoints.First(t => t.GoalEvent is not null).Key;
        Assert.False((await Set(host, anna, new("volume", shipped, "changes"))).IsShare);
        Assert.True((await Set(host, anna, new("goal", shipped, "below", 0.5))).IsShare);
        Assert.NotNull((await Set(host, anna, new("question", "retention", "changes", Query: "start=Cart+Opened&return=Order+Completed&every=week"))).Title);
        Assert.NotNull((await Set(host, anna, new("question", "trend", "above", 1000, "event=Cart+Opened"))).Title);

        Assert.Equal("subject", Faults(await Try(host, anna, new("segment", "nobody", "below", 5))).Single());
        Assert.Equal(["figure", "condition"], Faults(await Try(host, anna, new("mood", "x", "worse"))));
        Assert.Equal("line", Faults(await Try(host, anna, new("goal", shipped, "below"))).Single());
        Assert.Equal("subject", Faults(await Try(host, anna, new("question", "paths", "changes", Query: "startAt=*"))).Single());
        Assert.IsType<SaveAlert.Nobody>(await host.With<SaveAlert, SaveAlert.Outcome>(f =>
            f.Save(new("goal", shipped, "below", 0.5), new(null, false, "key Shop"), Ct)));
        await Look(host);
        await using var db = host.Database();
        Assert.Equal(4, await db.Alerts.CountAsync(a => a.CheckedAt != null, Ct));
    }

    [Fact]
    public async Task A_removed_alert_can_be_brought_back_and_is_only_its_owners()
    {
        await using var host = await TestHost.Start(Ct);
        var (anna, ben) = (await Colleague(host, "anna"), await Colleague(host, "ben"));
        await Week(host, "a", came: 4, through: 1);
        var alert = await Set(host, anna, new("question", "funnel", "changes", Query: Funnel));

        Assert.IsType<SaveAlert.NoSuchAlert>(await host.With<SaveAlert, SaveAlert.Outcome>(f => f.Remove(alert.Id, ben, Ct)));
        var removed = Assert.IsType<SaveAlert.Removed>(await host.With<SaveAlert, SaveAlert.Outcome>(f => f.Remove(alert.Id, anna, Ct)));
        Assert.Empty(await host.With<ListAlerts, IReadOnlyList<Alert>>(f => f.Of(anna.User, Ct)));
        await using var db = host.Database();
        Assert.True(await db.Set<KeptAct>().AnyAsync(a => a.Id == removed.Undo, Ct));
    }

    private static IEnumerable<string> Faults(SaveAlert.Outcome outcome) => Assert.IsType<SaveAlert.Refused>(outcome).Faults.Select(f => f.Field);

    private static Task<SaveAlert.Outcome> Try(TestHost host, Actor by, SaveAlert.Request request) =>
        host.With<SaveAlert, SaveAlert.Outcome>(f => f.Save(request, by, Ct));

    private static async Task<Alert> Set(TestHost host, Actor by, SaveAlert.Request request) =>
        Assert.IsType<SaveAlert.Set>(await Try(host, by, request)).Alert;

    private static Task Look(TestHost host) => host.App.Services.GetRequiredService<CheckAlertsByClock>().Look(Ct);

    private static async Task<IReadOnlyList<Attention>> Bell(TestHost host, Actor who) =>
        await host.App.Services.GetRequiredService<AsColleague>().Do<IReadOnlyList<Attention>>(who.User!.Value, null,
            async (services, _) => await services.GetRequiredService<AlertsToLookAt>().Look(Ct), Ct) ?? [];

    private static async Task<Actor> Colleague(TestHost host, string name)
    {
        var made = (CreateUser.Created)await host.With<CreateUser, CreateUser.Outcome>(f =>
            f.Create(new($"{name}@example.com", Role.Analyst, name), Actor.Operator, Ct));
        return new(made.Id, false, name);
    }

    // Three days ago, so that everybody's time is over.
    private static async Task Week(TestHost host, string prefix, int came, int through)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-3);
        var told = new List<Interaction>();
        for (var i = 0; i < came; i++)
        {
            told.Add(Event($"{prefix}{i}", "Cart Opened", at));
            if (i < through) told.Add(Event($"{prefix}{i}", "Order Completed", at.AddMinutes(10)));
        }
        await host.Tell(Ct, [.. told]);
    }

    private static Interaction Event(string user, string name, DateTimeOffset at) =>
        Track($"userId:{user}") with { Event = name, At = at.ToMicroseconds(), ReceivedAt = at.ToMicroseconds() };
}
