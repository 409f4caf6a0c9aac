using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Running;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import;

/// <summary>Starts an import, or a trial of it that counts and stores nothing. It goes on by itself; the same file again adds nothing.</summary>
public sealed class StartImport(ThroughlineDb db, ImportFolder folder, TimeProvider clock) : IFeature
{
    /// <param name="DryRun">Only counts.</param>
    public sealed record Request(ImportPlan? Plan = null, bool DryRun = false);

    public abstract record Outcome;
    public sealed record Started : Outcome;
    public sealed record NoSuchImport : Outcome;
    public sealed record NotNow(string Why) : Outcome;
    public sealed record Refused(string Code, string Why) : Outcome;

    public async Task<Outcome> Start(Guid id, Request request, Actor by, CancellationToken ct)
    {
        var plan = request.Plan ?? new ImportPlan();
        if (await db.Imports.FindAsync([new ImportId(id)], ct) is not { } import) return new NoSuchImport();
        if (!import.MayStart)
            return new NotNow(import.State == ImportState.Finished
                ? Words.Say("This file has been imported. Upload it again to import it again.")
                : import.State is ImportState.Undoing or ImportState.Undone ? Words.Say("This was undone. Upload the file again to import it again.")
                : Words.Say("In progress."));
        if (!folder.Has(import.Id)) return new NotNow(Words.Say("The file is no longer stored. Upload it again."));
        try
        {
            BoundPlan.Bind(CsvHead.ReadAs(folder.FileOf(import.Id), plan.Choices()), plan);
        }
        catch (UnreadableFileException e)
        {
            return new Refused(e.Code, e.Message);
        }
        import.Wait(plan, request.DryRun, by);
        await ImportJob.Schedule(db, import.Id, clock.GetUtcNow(), ct);
        return await db.TrySave(ct) ? new Started() : new NotNow(Words.Say("In progress.")); // Somebody else has just started it.
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/imports/{id:guid}/start", async (Guid id, Request? request, StartImport feature, HttpContext http, CancellationToken ct) =>
            await feature.Start(id, request ?? new Request(), Actor.Of(http.User), ct) switch
            {
                Started => Results.Accepted($"/api/imports/{id}"),
                NoSuchImport => ShowImports.NotFound(),
                NotNow not => Problems.Of(StatusCodes.Status409Conflict, "not_now", not.Why),
                Refused refused => Problems.Of(StatusCodes.Status422UnprocessableEntity, refused.Code, refused.Why),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(DataPermissions.ImportFiles).WithTags("Import")
        .WithSummary("Starts an import; with dryRun, a preview that counts and stores nothing");
}
