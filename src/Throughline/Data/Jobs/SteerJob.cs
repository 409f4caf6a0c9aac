using Throughline.Contracts;
using Throughline.Platform.Jobs;
using Throughline.Platform.Live;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Data.Jobs;

/// <summary>Stops a job in the background, or lets a stopped one go on, and puts on record who did.</summary>
public sealed class SteerJob(SteerJobs jobs, ThroughlineDb db, LiveTopics live) : IFeature
{
    public abstract record Outcome;
    public sealed record Steered : Outcome;

    /// <summary>It has ended meanwhile, or there is nothing to resume.</summary>
    public sealed record NoSuchJob : Outcome;

    /// <summary>What it has done stays done; one that runs ends within moments.</summary>
    public Task<Outcome> Stop(string id, Actor by, CancellationToken ct) => OnRecord("job.stopped", id, by, () => jobs.Stop(id, ct), ct);

    public Task<Outcome> Resume(string id, Actor by, CancellationToken ct) => OnRecord("job.resumed", id, by, () => jobs.Resume(id, ct), ct);

    // On record first: a run that was told to end cannot be told otherwise.
    private async Task<Outcome> OnRecord(string action, string id, Actor by, Func<Task<bool>> steer, CancellationToken ct)
    {
        await using (var both = await db.Database.BeginTransactionAsync(ct))
        {
            db.Audit(by, action, $"job:{id}");
            await db.SaveChangesAsync(ct);
            if (!await steer()) return new NoSuchJob();
            await both.CommitAsync(ct);
        }
        live.Publish(RunningJobs.Topic);
        return new Steered();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/jobs", async (SteerJobs jobs, CancellationToken ct) => new { items = await jobs.All(ct) })
            .RequirePermission(StatusPermissions.ReadStatus).WithTags("Jobs")
            .WithSummary("Background jobs: running with progress, stopped, failed or waiting");
        api.MapPost("/api/jobs/{id}/stop", async (string id, SteerJob feature, HttpContext http, CancellationToken ct) =>
                Answer(await feature.Stop(id, Actor.Of(http.User), ct)))
            .RequirePermission(StatusPermissions.Maintain).WithTags("Jobs")
            .WithSummary("Stops a job; finished work is kept, and resuming continues from there");
        api.MapPost("/api/jobs/{id}/resume", async (string id, SteerJob feature, HttpContext http, CancellationToken ct) =>
                Answer(await feature.Resume(id, Actor.Of(http.User), ct)))
            .RequirePermission(StatusPermissions.Maintain).WithTags("Jobs").WithSummary("Resumes a stopped job");
    }

    private static IResult Answer(Outcome outcome) => outcome switch
    {
        Steered => Results.Accepted("/api/jobs"),
        NoSuchJob => Problems.Of(StatusCodes.Status404NotFound, "no_such_job",
            "There is no such stopped job; it may have ended already. List the jobs to find the right one."),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };
}
