using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Jobs;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Platform.Jobs;

public class LaneTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<TestHost> Start(params IJob[] jobs) => TestHost.Start(Ct, services => { foreach (var job in jobs) services.AddSingleton(job); });

    private static async Task Schedule(TestHost host, string id, string kind)
    {
        await using var db = host.Database();
        await db.Schedule(id, kind, id, TimeProvider.System.GetUtcNow(), everySeconds: null, Ct);
        await db.SaveChangesAsync(Ct);
    }

    private static async Task Until(TestHost host, Func<ThroughlineDb, Task<bool>> condition)
    {
        for (var round = 0; round < 100; round++)
        {
            await using var db = host.Database();
            if (await condition(db)) return;
            await Task.Delay(100, Ct);
        }
        Assert.Fail("It did not come to pass within ten seconds.");
    }

    [Fact]
    public async Task A_long_job_holds_up_its_own_lane_and_no_other()
    {
        var (campaign, reminder) = (new Counting("campaign", Lane.Slow), new Counting("reminder", Lane.Quick) { Limit = 0 });
        await using var host = await Start(campaign, reminder);
        await Schedule(host, "campaign-1", "campaign");
        await Until(host, _ => Task.FromResult(campaign.Begun.Count == 1));
        await Schedule(host, "campaign-2", "campaign");
        await Schedule(host, "reminder-1", "reminder");
        await Until(host, async db => !await db.Jobs.AnyAsync(j => j.Kind == "reminder", Ct));
        Assert.Equal(["campaign-1"], campaign.Begun);
        campaign.Limit = 0;
        await Until(host, async db => !await db.Jobs.AnyAsync(Ct));
        Assert.Equal(["campaign-1", "campaign-2"], campaign.Begun);
    }

    [Fact]
    public async Task A_job_that_was_stopped_goes_on_where_it_was_when_it_is_resumed()
    {
        var counting = new Counting("count", Lane.Slow);
        await using var host = await Start(counting);
        await Schedule(host, "count-1", "count");
        await Until(host, _ => Task.FromResult(counting.Reached >= 3));
        var running = Assert.Single(await host.With<SteerJobs, IReadOnlyList<SteerJobs.Line>>(f => f.Show(Ct)));
        Assert.Equal(("count", "slow", "running", 1000L, "counting"), (running.Kind, running.Lane, running.State, running.Total, running.Words));
        Assert.InRange(running.Done!.Value, 1, 999);

        Assert.True(await host.With<SteerJobs, bool>(f => f.Stop("count-1", Ct)));
        await Until(host, async db => await db.Jobs.AnyAsync(j => j.IsStopped && j.ClaimedUntil == null && j.LastError == null, Ct));
        var reached = counting.Reached;
        await Task.Delay(1_500, Ct);
        Assert.Equal((reached, 1), (counting.Reached, counting.Begun.Count));

        counting.Limit = reached + 3;
        Assert.True(await host.With<SteerJobs, bool>(f => f.Resume("count-1", Ct)));
        await Until(host, async db => !await db.Jobs.AnyAsync(Ct));
        Assert.Equal([0, reached], counting.From);
    }

    [Fact]
    public async Task A_job_that_takes_longer_than_its_lease_runs_once()
    {
        var counting = new Counting("count", Lane.Slow);
        await using var host = await Start(counting);
        var runner = host.App.Services.GetRequiredService<JobRunner>();
        runner.Lease = TimeSpan.FromSeconds(3);
        await Schedule(host, "count-1", "count");
        await Until(host, _ => Task.FromResult(counting.Begun.Count == 1));
        for (var round = 0; round < 45; round++)
        {
            Assert.False(await runner.RunNext(Ct));
            await Task.Delay(100, Ct);
        }
        counting.Limit = 0;
        await Until(host, async db => !await db.Jobs.AnyAsync(Ct));
        Assert.Single(counting.Begun);
    }

    [Fact]
    public async Task A_job_whose_row_is_deleted_while_it_runs_ends_without_a_trace()
    {
        var (counting, after) = (new Counting("count", Lane.Slow), new Counting("after", Lane.Slow) { Limit = 0 });
        await using var host = await Start(counting, after);
        await Schedule(host, "count-1", "count");
        await Until(host, _ => Task.FromResult(counting.Begun.Count == 1));
        await using (var db = host.Database()) await db.Jobs.ExecuteDeleteAsync(Ct);
        await Schedule(host, "after-1", "after");
        counting.Limit = 0;
        var before = TimeProvider.System.GetTimestamp();
        await Until(host, async db => after.Begun.Count == 1 && !await db.Jobs.AnyAsync(Ct));
        Assert.True(TimeProvider.System.GetElapsedTime(before) < TimeSpan.FromSeconds(5), "The lane paused as after an error.");
        Assert.Single(counting.Begun);
    }

    /// <summary>Counts until its limit, and keeps how far it came.</summary>
    private sealed class Counting(string kind, Lane lane) : IJob
    {
        private volatile int _limit = 1000, _reached;

        public int Limit { get => _limit; set => _limit = value; }

        public int Reached => _reached;

        public ConcurrentQueue<string> Begun { get; } = [];

        public ConcurrentQueue<int> From { get; } = [];

        public string Kind => kind;

        public Lane Lane => lane;

        public async Task Run(JobRun run, CancellationToken ct)
        {
            _reached = int.Parse(run.State ?? "0", CultureInfo.InvariantCulture);
            Begun.Enqueue(run.Id);
            From.Enqueue(_reached);
            while (_reached < Limit)
            {
                await Task.Delay(20, ct);
                _reached++;
                run.Report(_reached, 1000, "counting");
                await run.Keep(_reached.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
            }
        }
    }
}
