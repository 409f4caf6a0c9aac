using Throughline.Data.Import.Running;
using Throughline.Data.Import.Storing;
using Throughline.Platform.Jobs;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import;

/// <summary>Stops an import that is under way, or discards the file of one that is not. What was written stays.</summary>
public sealed class EndImport(ThroughlineDb db, ImportFolder folder, SteerJobs jobs, TimeProvider clock) : IFeature
{
    public abstract record Outcome;
    public sealed record Stopping : Outcome;
    public sealed record Discarded : Outcome;
    public sealed record NoSuchImport : Outcome;
    public sealed record IsUnderWay : Outcome;

    public async Task<Outcome> Stop(Guid id, CancellationToken ct)
    {
        if (await db.Imports.FindAsync([new ImportId(id)], ct) is not { } import) return new NoSuchImport();
        if (!import.IsUnderWay) return new Stopping();
        if (!await TakeBack(import, ct)) await jobs.Stop(ImportJob.JobFor(import.Id), ct);
        return new Stopping();
    }

    public async Task<Outcome> Discard(Guid id, CancellationToken ct)
    {
        if (await db.Imports.FindAsync([new ImportId(id)], ct) is not { } import) return new NoSuchImport();
        if (import.IsUnderWay) return new IsUnderWay();
        folder.Remove(import.Id);
        // Without counts there is nothing to remember it by.
        if (import.StartedAt is null) db.Remove(import);
        await db.SaveChangesAsync(ct);
        return new Discarded();
    }

    // One that only waits is stopped at once.
    private async Task<bool> TakeBack(ImportedFile import, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await jobs.TakeBack(ImportJob.JobFor(import.Id), ct)) return false;
        import.End(ImportState.Stopped, ImportCounts.None, null, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/imports/{id:guid}/stop", async (Guid id, EndImport feature, CancellationToken ct) => Answer(await feature.Stop(id, ct)))
            .RequirePermission(DataPermissions.ImportFiles).WithTags("Import")
            .WithSummary("Stops an import; written rows are kept, and starting it again continues without duplicates");
        api.MapDelete("/api/imports/{id:guid}", async (Guid id, EndImport feature, CancellationToken ct) => Answer(await feature.Discard(id, ct)))
            .RequirePermission(DataPermissions.ImportFiles).WithTags("Import").WithSummary("Discards the uploaded file; imported data is kept");
    }

    private static IResult Answer(Outcome outcome) => outcome switch
    {
        Stopping => Results.Accepted(),
        Discarded => Results.NoContent(),
        NoSuchImport => ShowImports.NotFound(),
        IsUnderWay => Problems.Of(StatusCodes.Status409Conflict, "under_way", "This is in progress. Stop it first."),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };
}
