using Microsoft.AspNetCore.Mvc.ModelBinding;
using Throughline.Contracts;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import.Undoing;

/// <summary>Takes back what one import brought, as a whole: its interactions, who came by it alone, and what was set aside of it.</summary>
public sealed class UndoImport(ThroughlineDb db, IJournal journal, IIdentityOwners owners, TimeProvider clock) : IFeature
{
    /// <param name="Confirmed">How many interactions will go.</param>
    public sealed record Request(long? Confirmed = null);

    /// <param name="Interactions">How many it brought and are still there.</param>
    /// <param name="Customers">How many customers they belong to.</param>
    /// <param name="Identities">How many identities nothing else names; they go with it.</param>
    /// <param name="From">When the first of them happened; null when there are none.</param>
    public sealed record Brought(int Interactions, int Customers, int Identities, DateTimeOffset? From, DateTimeOffset? To);

    public abstract record Outcome;
    public sealed record Started(Brought Brought) : Outcome;
    public sealed record NoSuchImport : Outcome;

    /// <summary>It is under way, was only tried, or was undone.</summary>
    public sealed record NotNow : Outcome;

    /// <summary>This is what would go; the number was not said, or another.</summary>
    public sealed record ToConfirm(Brought Brought) : Outcome;

    public async Task<Outcome> Undo(Guid id, Request request, Actor by, CancellationToken ct)
    {
        if (await db.Imports.FindAsync([new ImportId(id)], ct) is not { } import) return new NoSuchImport();
        if (!import.MayBeUndone) return new NotNow();
        var brought = await Count(import.Id, ct);
        if (request.Confirmed != brought.Interactions) return new ToConfirm(brought);
        import.BeginUndo();
        db.Audit(by, "import.undone", $"import:{id}",
            new { file = import.FileName, interactions = brought.Interactions, customers = brought.Customers });
        await db.Schedule(UndoImportJob.JobFor(import.Id), UndoImportJob.KindOfJob, id.ToString("N"), clock.GetUtcNow(), everySeconds: null, ct);
        return await db.TrySave(ct) ? new Started(brought) : new NotNow(); // Somebody else has just begun.
    }

    public async Task<Brought> Count(ImportId id, CancellationToken ct)
    {
        var found = await journal.CountOf(SourceOf(id), ct);
        if (found.Positions.Count == 0) return new(0, 0, 0, null, null);
        return new(found.Positions.Count, found.Theirs.Select(owners.OwnerOf).Distinct().Count(), found.NamedOnlyHere,
            Instants.FromMicroseconds(found.First), Instants.FromMicroseconds(found.Last));
    }

    /// <summary>As the journal keeps it.</summary>
    internal static string SourceOf(ImportId id) => $"import:{id.Value:N}";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/imports/{id:guid}/undo", async (
            Guid id, [Microsoft.AspNetCore.Mvc.FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Request? request, UndoImport feature,
            HttpContext http, CancellationToken ct) => await feature.Undo(id, request ?? new(), Actor.Of(http.User), ct) switch
            {
                Started => Results.Accepted($"/api/imports/{id}"),
                NoSuchImport => ShowImports.NotFound(),
                NotNow => Problems.Of(StatusCodes.Status409Conflict, "not_now", "This is in progress, was only a preview, or was already undone."),
                ToConfirm { Brought: var brought } => Problems.ConfirmRemoval(brought.Interactions, brought.Customers, brought),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(DataPermissions.ImportFiles).WithTags("Import")
        .WithSummary("Undoes an import; first returns the number of interactions (409), then takes it as confirmation");
}
