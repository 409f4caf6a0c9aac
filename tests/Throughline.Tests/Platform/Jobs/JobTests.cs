using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Jobs;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Platform.Jobs;

public class JobTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task Schedule(TestHost host, string id, TimeSpan due, int? everySeconds = null, string payload = "")
    {
        await using var db = host.Database();
        await db.Schedule(id, Counting.KindOfJob, payload.Length > 0 ? payload : id, TimeProvider.System.GetUtcNow() + due, everySeconds, Ct);
        await db.SaveChangesAsync(Ct);
    }

    private static async Task<TestHost> Start(Counting job) => await TestHost.Start(Ct, services => services.AddSingleton<IJob>(job));

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var round = 0; round < 100; round++)
        {
            if (await condition()) return;
            await Task.Delay(100, Ct);
        }
        Assert.Fail("It did not come to pass within ten seconds.");
    }

    [Fact]
    public async Task A_job_that_is_due_runs_once_and_one_for_tomorrow_waits()
    {
        var job = new Counting();
        await using var host = await Start(job);
        await Schedule(host, "now", TimeSpan.Zero);
        await Schedule(host, "tomorrow", TimeSpan.FromDays(1));
        await Until(async () => { await using var db = host.Database(); return await db.Jobs.CountAsync(Ct) == 1; });
        Assert.Equal(["now"], job.Ran);
    }

    [Fact]
    public async Task Several_processes_on_one_list_run_each_job_once()
    {
        var job = new Counting();
        await using var host = await Start(job);
        for (var i = 0; i < 30; i++) await Schedule(host, $"job-{i}", TimeSpan.Zero);
        var runner = host.App.Services.GetRequiredService<JobRunner>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => { while (await runner.RunNext(Ct)) { } }, Ct)));
        await Until(async () => { await using var db = host.Database(); return !await db.Jobs.AnyAsync(Ct); });
        Assert.Equal(30, job.Ran.Count);
        Assert.Equal(30, job.Ran.Distinct().Count());
    }

    [Fact]
    public async Task A_job_that_failed_is_kept_with_its_reason_and_tried_later()
    {
        var job = new Counting();
        await using var host = await Start(job);
        await Schedule(host, "breaks", TimeSpan.Zero, payload: Counting.Break);
        await Until(async () => { await using var db = host.Database(); return await db.Jobs.AnyAsync(j => j.LastError != null, Ct); });
        await using var db = host.Database();
        var kept = await db.Jobs.SingleAsync(Ct);
        Assert.Equal(("It broke.", 1, null), (kept.LastError, kept.Attempts, kept.ClaimedUntil));
        Assert.True(kept.DueAt > TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Work_that_is_done_ahead_of_its_job_is_not_done_twice_however_long_it_takes_and_the_job_takes_over_when_it_fails()
    {
        var job = new Counting();
        await using var host = await Start(job);
        var ahead = host.App.Services.GetRequiredService<AheadOfJob>();
        ahead.HeadStart = TimeSpan.FromSeconds(1.2);
        await Schedule(host, "long", ahead.HeadStart);
        await ahead.Run("long", Task.Delay(ahead.HeadStart * 2.5, Ct));
        await using (var db = host.Database()) Assert.False(await db.Jobs.AnyAsync(Ct));
        Assert.Empty(job.Ran);

        await Schedule(host, "fails", ahead.HeadStart);
        await Assert.ThrowsAsync<IOException>(() => ahead.Run("fails", Task.FromException(new IOException("The disk is full."))));
        await Until(() => Task.FromResult(job.Ran.ToArray() is ["fails"]));
    }

    [Fact]
    public async Task A_job_whose_process_died_is_taken_over_when_its_claim_ends()
    {
        var job = new Counting();
        await using var host = await Start(job);
        await using (var db = host.Database())
        {
            var now = TimeProvider.System.GetUtcNow();
            db.Jobs.Add(new JobRow
            { Id = "orphan", Kind = Counting.KindOfJob, Payload = "orphan", DueAt = now.AddHours(-1), ClaimedUntil = now.AddMinutes(-1),
                Attempts = 1
            });
            db.Jobs.Add(new JobRow
            { Id = "busy", Kind = Counting.KindOfJob, Payload = "busy", DueAt = now.AddHours(-1), ClaimedUntil = now.AddMinutes(5),
                Attempts = 1
            });
            await db.SaveChangesAsync(Ct);
        }
        await Until(() => Task.FromResult(!job.Ran.IsEmpty));
        Assert.Equal(["orphan"], job.Ran);
    }

    [Fact]
    public async Task A_job_that_comes_again_is_due_again_after_its_time()
    {
        var job = new Counting();
        await using var host = await Start(job);
        await Schedule(host, "hourly", TimeSpan.Zero, everySeconds: 3600);
        await Until(async () =>
        {
            await using var db = host.Database();
            return await db.Jobs.AnyAsync(j => j.DueAt > TimeProvider.System.GetUtcNow().AddMinutes(59), Ct);
        });
        Assert.Equal(["hourly"], job.Ran);
    }

    private sealed class Counting : IJob
    {
        public const string KindOfJob = "counting", Break = "break";

        public ConcurrentQueue<string> Ran { get; } = [];

        public string Kind => KindOfJob;

        public Task Run(JobRun run, CancellationToken ct)
        {
            if (run.Payload == Break) throw new IOException("It broke.");
            Ran.Enqueue(run.Payload);
            return Task.CompletedTask;
        }
    }
}
