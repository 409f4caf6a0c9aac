using Microsoft.Extensions.DependencyInjection;
using Throughline.Customers.Directory;
using Throughline.Customers.Timeline;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Tests.Platform.Journal;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Platform.Projections;

public class ProjectionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_projection_that_stumbles_says_why_and_goes_on_when_it_can()
    {
        var shaky = new Shaky { Broken = true };
        await using var host = await TestHost.Start(Ct, services => services.AddSingleton<Projection>(shaky));
        await host.Journal.Append(new Batch([TestJournal.Viewed("m1"), TestJournal.Viewed("m2")], []), Ct);
        var runner = host.App.Services.GetRequiredService<ProjectionRunner>();
        ProjectionStatus status;
        while ((status = runner.Status().Single(p => p.Name == "shaky")).Trouble is null) await Task.Delay(20, Ct);
        Assert.Equal(("The floor is wet.", 2), (status.Trouble, status.Lag));

        shaky.Broken = false;
        await runner.WaitFor(2, Ct).WaitAsync(TimeSpan.FromSeconds(10), Ct);
        Assert.Equal([1, 2], shaky.Seen);
    }

    [Fact]
    public async Task A_rebuild_starts_from_the_first_interaction_and_gives_the_same_customers()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, [.. Enumerable.Range(0, 500).Select(i =>
            TestJournal.Viewed($"m{i}", user: $"user-{i % 50}", anonymous: $"browser-{i % 70}", at: 1_000_000L * (i + 1)))]);
        var before = await All(host);
        var runner = host.App.Services.GetRequiredService<ProjectionRunner>();

        Assert.False(runner.Rebuild("nonsense"));
        Assert.True(runner.Rebuild("all"));
        await runner.WaitFor(host.Journal.Head, Ct).WaitAsync(TimeSpan.FromSeconds(20), Ct);
        Assert.Equal(before, await All(host));
        Assert.Empty(await runner.Verify(Ct));
    }

    [Fact]
    public async Task A_timeline_is_read_in_pages_newest_first_in_the_order_of_time_and_not_of_arrival()
    {
        await using var host = await TestHost.Start(Ct);
        var random = new Random(3);
        var times = Enumerable.Range(0, 120).Select(_ => random.Next(1, 40) * 1_000_000L + random.Next(3) * 1_000).ToArray();
        await host.Tell(Ct, [.. times.Select((at, i) => TestJournal.Viewed($"m{i}", at: at))]);

        var read = new List<TimelineItem>();
        string? before = null;
        do
        {
            var page = Assert.IsType<ShowTimeline.Shown>(
                await host.With<ShowTimeline, ShowTimeline.Outcome>(f => f.Show("1", new ShowTimeline.Request(Limit: 17, Before: before), Ct)));
            Assert.InRange(page.Items.Count, 1, 17);
            read.AddRange(page.Items);
            before = page.Next;
        }
        while (before is not null);
        var expected = times.Select((at, i) => (at, position: i + 1L)).OrderByDescending(t => t.at).ThenByDescending(t => t.position).Select(t => t.position);
        Assert.Equal(expected, read.Select(i => i.Position));
    }

    private static async Task<List<string>> All(TestHost host)
    {
        var all = new List<string>();
        string? cursor = null;
        do
        {
            var page = Assert.IsType<SearchCustomers.Found>(
                await host.With<SearchCustomers, SearchCustomers.Outcome>(f => f.Search(new SearchCustomers.Request(Cursor: cursor, Limit: 20), Ct)));
            all.AddRange(page.Items.Select(c => $"{c.Id} {c.Name} {c.FirstSeen:O} {c.LastSeen:O} {string.Join(',', c.Identities)}"));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(all.Count, all.Distinct().Count());
        return [.. all.Order()];
    }

    private sealed class Shaky : Projection
    {
        public bool Broken { get; set; }
        public List<long> Seen { get; } = [];

        public override string Name => "shaky";

        public override void Open(long head) => Position = 0;

        public override void Apply(IReadOnlyList<JournalEntry> entries)
        {
            if (Broken) throw new IOException("The floor is wet.");
            Seen.AddRange(entries.Select(e => e.Position));
            Position = entries[^1].Position;
        }

        public override void Reset() => Position = 0;
    }
}
