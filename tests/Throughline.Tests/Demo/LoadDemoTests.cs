using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Demo.Loading;
using Throughline.Demo.Stories;
using Throughline.Demo.Telling;
using Throughline.Platform.Cli;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Demo;

[Collection(nameof(LoadedDemo))]
public class LoadDemoTests(LoadedDemo demo)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_seed_on_the_same_day_gives_the_same_journal()
    {
        await using var one = await LoadedDemo.Of(120, Ct);
        await using var other = await LoadedDemo.Of(120, Ct);
        Assert.Equal(Journal(one.Host), Journal(other.Host));
    }

    [Fact]
    public async Task The_company_is_set_up_everything_is_understood_and_every_view_has_caught_up()
    {
        await using var db = demo.Host.Database();
        var (companies, users, roles) = (db.Companies, db.Users, db.UserRoles);
        Assert.Equal("Harbour & Pine", (await companies.SingleAsync(Ct)).Name);
        Assert.Equal(Role.All.Count, await users.CountAsync(Ct));
        Assert.Equal(Role.All.Count, await roles.Select(r => r.RoleId).Distinct().CountAsync(Ct));
        Assert.Equal(0, demo.Host.Journal.SetAside.Count());
        Assert.All(demo.Host.App.Services.GetRequiredService<ProjectionRunner>().Status(), view => Assert.Equal((0L, null), (view.Lag, view.Trouble)));
        Assert.Contains(Entries(demo.Host), e => e is { Event: "Call Logged", Source: "agent" });
    }

    [Fact]
    public async Task Four_days_have_a_note_on_the_charts()
    {
        await using var db = demo.Host.Database();
        var notes = db.Set<Throughline.Journeys.Notes.DayNote>();
        Assert.Equal(
            ["2026-09-07 New payment form released", "2026-09-25 North moves to a new sorting centre", "2026-09-28 Payment form fixed for Safari",
                "2026-10-07 Bring-a-friend campaign begins"],
            (await notes.OrderBy(n => n.Day).ToListAsync(Ct)).Select(n => $"{n.Day:yyyy-MM-dd} {n.Text}"));
    }

    [Fact]
    public void Nothing_lies_in_the_future_and_things_are_received_when_they_happen()
    {
        var told = Entries(demo.Host).Where(e => e.Source != "agent").ToList();
        Assert.DoesNotContain(told, e => e.ReceivedAt < e.At || e.ReceivedAt > LoadedDemo.Today.ToMicroseconds());
        Assert.DoesNotContain(told, e => e.ReceivedAt - e.At > DemoDoor.LongestBatch.Ticks / TimeSpan.TicksPerMicrosecond);
    }

    [Fact]
    public async Task Telling_it_again_after_it_was_cut_short_adds_nothing()
    {
        var clock = new StoryClock();
        await using var host = await TestHost.Start(Ct, services => services.AddSingleton<TimeProvider>(clock));
        await using var server = await LocalServer.Reach(host.App.Services.GetRequiredService<DataFolder>().Root, Ct);
        var load = host.App.Services.GetRequiredService<LoadDemo>();
        var plan = new DemoPlan(25, 7, LoadedDemo.Today);
        using var cut = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load.Load(plan, server.Api, clock, told => { if (told > 0.5) cut.Cancel(); }, cut.Token));
        var half = host.Journal.Head;
        await load.Load(plan, server.Api, clock, _ => { }, Ct);
        Assert.InRange(host.Journal.Head, half + 1, 3 * half);
        var told = Entries(host).Where(e => e.Source != "agent").ToList();
        Assert.Equal(Cast.Enter(new World(7, LoadedDemo.Today), 25).Tell().Count(), told.Count);
    }

    // The key's own id is drawn by lot; everything else of an interaction is told.
    private static List<(long, string, InteractionKind, string, int, string, string, long, long, ulong)> Journal(TestHost host) =>
        [.. Entries(host).Select(e => (
            e.Position, IdOf(e), e.Kind, e.Event, e.Identity, string.Join(',', e.Others), e.Channel, e.At, e.ReceivedAt,
            Fingerprint.Of(e.Body.Span, 0)))];

    // What colleagues logged comes by facts, whose ids are drawn by lot so that nobody can forge them.
    private static string IdOf(JournalEntry entry) => entry.Source == "agent" ? "fact:" : entry.MessageId;

    private static IReadOnlyList<JournalEntry> Entries(TestHost host) => host.Journal.Read(0, int.MaxValue);
}
