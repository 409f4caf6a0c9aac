using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Data.Jobs;
using Throughline.Platform.Jobs;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Tests.Platform.Server;
using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Jobs;

[Collection(SharedServer.Name)]
public sealed class SteerJobTests(SharedServer shared)
{
    private static readonly Actor Maria = new(null, IsOwner: true, "Maria");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_seen_with_its_progress_stopped_by_a_colleague_and_goes_on_where_it_was()
    {
        await using var host = await TestHost.Start(Ct, services => services.AddSingleton<IJob, Sorting>());
        await using var db = host.Database();
        await db.Schedule("sort-1", "sort-letters", "", TimeProvider.System.GetUtcNow(), everySeconds: null, Ct);
        await db.Schedule("sort-2", "sort-letters", "", TimeProvider.System.GetUtcNow().AddDays(1), everySeconds: null, Ct);
        await db.SaveChangesAsync(Ct);
        await Until(host, "sort-1", line => line is { State: "running", Done: > 2, Total: 1_000, Words: "letters sorted" });

        Assert.IsType<SteerJob.Steered>(await host.With<SteerJob, SteerJob.Outcome>(f => f.Stop("sort-1", Maria, Ct)));
        await Until(host, "sort-1", line => line is { State: "stopped", Done: > 2 });
        Assert.Equal("waiting", (await Line(host, "sort-2")).State);
        var reached = (await Line(host, "sort-1")).Done;

        Assert.IsType<SteerJob.Steered>(await host.With<SteerJob, SteerJob.Outcome>(f => f.Resume("sort-1", Maria, Ct)));
        await Until(host, "sort-1", line => line.State == "running" && line.Done > reached);
        Assert.IsType<SteerJob.NoSuchJob>(await host.With<SteerJob, SteerJob.Outcome>(f => f.Resume("sort-2", Maria, Ct)));
        Assert.Equal(["Maria job.stopped job:sort-1", "Maria job.resumed job:sort-1"],
            await db.AuditEntries.OrderBy(e => e.Id).Select(e => e.By + " " + e.Action + " " + e.Subject).ToListAsync(Ct));
    }

    [Fact]
    public async Task The_list_the_page_and_a_word_about_what_is_not_there()
    {
        Assert.Equal(System.Text.Json.JsonValueKind.Array, (await shared.Server.Get("/api/jobs", Ct)).GetProperty("items").ValueKind);
        using var stop = await shared.Server.Api.PostAsync("/api/jobs/nobody:knows/stop", null, Ct);
        Assert.Equal(HttpStatusCode.NotFound, stop.StatusCode);
        Assert.Contains("no_such_job", await stop.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var resume = await shared.Server.Api.PostAsync("/api/jobs/nobody:knows/resume", null, Ct);
        Assert.Equal(HttpStatusCode.NotFound, resume.StatusCode);
    }

    private static async Task<SteerJobs.Line> Line(TestHost host, string id) =>
        Assert.Single(await host.With<SteerJobs, IReadOnlyList<SteerJobs.Line>>(f => f.All(Ct)), line => line.Id == id);

    private static async Task Until(TestHost host, string id, Func<SteerJobs.Line, bool> condition)
    {
        for (var round = 0; round < 150; round++)
        {
            if (condition(await Line(host, id))) return;
            await Task.Delay(100, Ct);
        }
        Assert.Fail($"It did not come to pass within fifteen seconds: {await Line(host, id)}");
    }

    /// <summary>Sorts a letter every few moments, and keeps how many.</summary>
    private sealed class Sorting : IJob
    {
        public string Kind => "sort-letters";

        public async Task Run(JobRun run, CancellationToken ct)
        {
            for (var done = int.Parse(run.State ?? "0", CultureInfo.InvariantCulture); done < 1_000; done++)
            {
                run.Report(done, 1_000, "letters sorted");
                await run.Keep(done.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
                await Task.Delay(30, ct);
            }
        }
    }
}
