using System.Globalization;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Data.SetAside;

/// <summary>Tries everything again that was set aside for one reason: work that goes on after the page is closed.</summary>
public sealed class RetryAllSetAside(ThroughlineDb db, TimeProvider clock) : IFeature
{
    public sealed record Request(string Code);

    public async Task Start(Request request, Actor by, CancellationToken ct)
    {
        await db.Schedule($"retry-set-aside:{request.Code}", RetrySetAsideJob.KindOfJob, request.Code, clock.GetUtcNow(), everySeconds: null, ct);
        db.Audit(by, "set-aside.all-retried", $"set-aside:{request.Code}");
        await db.TrySave(ct); // False: somebody else has just started the same.
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/set-aside/retry", async (Request request, RetryAllSetAside feature, HttpContext http, CancellationToken ct) =>
        {
            await feature.Start(request, Actor.Of(http.User), ct);
            return Results.Accepted("/api/set-aside");
        })
        .RequirePermission(DataPermissions.MendData).WithTags("Set aside").WithSummary("Retries everything set aside for one reason");
}

/// <summary>Goes through all items of one reason, oldest first; what is still not understood stays. It goes on where it was stopped.</summary>
public sealed class RetrySetAsideJob(RetrySetAside retry, IJournal journal) : IJob
{
    public const string KindOfJob = "retry-set-aside";
    private const int AtOnce = 200;

    public string Kind => KindOfJob;

    public Lane Lane => Lane.Slow;

    public async Task Run(JobRun run, CancellationToken ct)
    {
        var after = long.TryParse(run.State, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;
        var (done, of) = (0L, journal.SetAside.Reasons().FirstOrDefault(r => r.Code == run.Payload)?.Items ?? 0);
        var newest = journal.SetAside.List(long.MaxValue, 1, run.Payload) is [var item] ? item.Id : 0; // What comes meanwhile is not tried for ever.
        while (journal.SetAside.OldestAfter(after, newest, AtOnce, run.Payload) is { Count: > 0 } items)
        {
            foreach (var id in items)
            {
                ct.ThrowIfCancellationRequested();
                await retry.Retry(id, new RetrySetAside.Request(), ct);
                run.Report(++done, of, $"{done:N0} tried again");
            }
            after = items[^1];
            await run.Keep(after.ToString(CultureInfo.InvariantCulture), ct);
        }
    }
}
