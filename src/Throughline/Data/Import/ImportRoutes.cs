using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Import;

/// <summary>The parts of the import pages that follow what happens.</summary>
internal sealed class ImportRoutes : IFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data/import/now", async (int? after, ShowImports imports, CancellationToken ct) =>
                new RazorComponentResult<ImportTable>(new { (await imports.List(after ?? 0, ct)).Items }))
            .RequirePermission(DataPermissions.ImportFiles).ExcludeFromDescription();
        routes.MapGet("/data/import/{id:guid}/now", async (Guid id, ShowImports imports, HttpContext http, CancellationToken ct) =>
            {
                if (await imports.Show(id, ct) is not { } import) return Results.NotFound();
                // The page is another one when it has ended.
                if (import.State is not ("waiting" or "running" or "undoing")) http.Response.Headers["HX-Refresh"] = "true";
                return (IResult)new RazorComponentResult<ImportProgress>(new { Import = import });
            })
            .RequirePermission(DataPermissions.ImportFiles).ExcludeFromDescription();
    }
}
