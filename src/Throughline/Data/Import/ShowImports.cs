using Microsoft.EntityFrameworkCore;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Running;
using Throughline.Data.Import.Storing;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import;

/// <summary>Shows imports, newest first, and how far one has come.</summary>
public sealed class ShowImports(ThroughlineDb db, ImportsUnderWay underWay, ImportFolder folder) : IFeature
{
    public const int PageSize = 25;

    /// <param name="Customers">Of a trial: how many customers the file names.</param>
    /// <param name="KnownCustomers">How many of them are known already.</param>
    /// <param name="HasFile">It waits in the data folder, and can be started.</param>
    public sealed record Line(
        Guid Id, string FileName, long Bytes, string State, bool IsTrial, long Read, long Accepted, long Repeated, long SetAside,
        long Interactions, long Customers, long KnownCustomers, double Share,
        IReadOnlyList<AsideReason> Reasons, string? Found, string? Error, string? By, DateTimeOffset UploadedAt, DateTimeOffset? StartedAt,
        DateTimeOffset? FinishedAt, bool HasFile, bool MayBeUndone);

    /// <param name="Next">Give it as <c>after</c> for the page that follows; null on the last.</param>
    public sealed record Page(IReadOnlyList<Line> Items, int? Next);

    public async Task<Page> List(int after, CancellationToken ct)
    {
        var (imports, skip) = (db.Imports, Math.Max(0, after));
        var rows = await imports.AsNoTracking().OrderByDescending(i => i.UploadedAt).ThenByDescending(i => i.Id).Skip(skip).Take(PageSize + 1).ToListAsync(ct);
        return new Page([.. rows.Take(PageSize).Select(ToLine)], rows.Count > PageSize ? skip + PageSize : null);
    }

    /// <summary>Null when there is no such import.</summary>
    public async Task<Line?> Show(Guid id, CancellationToken ct)
    {
        var (imports, asked) = (db.Imports, new ImportId(id));
        return await imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == asked, ct) is { } import ? ToLine(import) : null;
    }

    /// <summary>The names of the newest files by the source that the journal keeps of them (<c>import:…</c>).</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(CancellationToken ct) =>
        (await List(0, ct)).Items.ToDictionary(i => $"import:{i.Id:N}", i => i.FileName);

    /// <summary>How it was read the last time; null when it never was.</summary>
    public async Task<ImportPlan?> LastPlan(Guid id, CancellationToken ct)
    {
        var (imports, asked) = (db.Imports, new ImportId(id));
        return await imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == asked, ct) is { Plan: not null } import ? import.ReadPlan() : null;
    }

    private Line ToLine(ImportedFile i)
    {
        var counts = i.IsUnderWay ? underWay.Now(i.Id) ?? ImportCounts.None : i.Counts();
        if (i.State == ImportState.Undoing) counts = counts with { Share = underWay.Now(i.Id)?.Share ?? 0 };
        return new Line(
            i.Id.Value, i.FileName, i.Bytes, ImportStates.NameOf(i.State), i.IsTrial, counts.Read, counts.Accepted, counts.Repeated,
            counts.SetAside, counts.Interactions, counts.Customers, counts.KnownCustomers, counts.Share,
            counts.Reasons, i.Found, i.Error, i.ByUser, i.UploadedAt, i.StartedAt, i.FinishedAt, folder.Has(i.Id), i.MayBeUndone);
    }

    internal static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "no_such_import", "There is no such import. List the imports to "
        + "find the right one.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/imports", (int? after, ShowImports feature, CancellationToken ct) => feature.List(after ?? 0, ct))
            .RequirePermission(DataPermissions.ImportFiles).WithTags("Import").WithSummary("Imports, newest first").Produces<Page>();
        api.MapGet("/api/imports/{id:guid}", async (Guid id, ShowImports feature, CancellationToken ct) => await feature.Show(id, ct) is { } line
            ? Results.Ok(line)
            : NotFound())
            .RequirePermission(DataPermissions.ImportFiles).WithTags("Import")
            .WithSummary("One import: its progress and result").Produces<Line>();
    }
}
