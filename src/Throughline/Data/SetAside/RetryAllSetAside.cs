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
        .RequirePermission(DataPermissions.MendData).WithTags("Set aside").WithSummary("Tries everything again that was set aside for one reason");
}

/// <summary>Goes through all items of one reason, oldest first; what is still not understood stays.</summary>
public sealed class RetrySetAsideJob(RetrySetAside retry, IJournal journal) : IJob
{
    public const string KindOfJob = "retry-set-aside";

    public string Kind => KindOfJob;

    public async Task Run(string payload, CancellationToken ct)
    {
        var before = long.MaxValue;
        while (journal.SetAside.List(before, 200, payload) is { Count: > 0 } items)
        {
            foreach (var item in items) await retry.Retry(item.Id, new RetrySetAside.Request(), ct);
            before = items[^1].Id;
        }
    }
}
