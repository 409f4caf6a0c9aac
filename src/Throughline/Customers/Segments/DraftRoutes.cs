using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Customers.Segments;

/// <summary>The parts of the segment pages that come after them: rows of the editor, who would be in it, counts in the list.</summary>
public sealed class DraftRoutes : IFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/customers/segments/draft/rows", (IFormCollection form) =>
            new RazorComponentResult<ConditionRows>(new Dictionary<string, object?> { [nameof(ConditionRows.Draft)] = Draft.Read(form) }))
            .RequirePermission(SegmentPermissions.Write).ExcludeFromDescription();
        routes.MapPost("/customers/segments/draft/preview", (IFormCollection form) =>
            new RazorComponentResult<DraftPreview>(new Dictionary<string, object?> { [nameof(DraftPreview.Draft)] = Draft.Read(form) }))
            .RequirePermission(SegmentPermissions.Write).ExcludeFromDescription();
        routes.MapGet("/customers/segments/{key}/count",
            async (string key, ShowMembers feature, CancellationToken ct) => Results.Text(await feature.Show(key, null, 0, ct) switch
            {
                ShowMembers.Shown shown => shown.Count.ToString("N0", System.Globalization.CultureInfo.CurrentCulture),
                _ => "—",
            })).RequirePermission(SegmentPermissions.Read).ExcludeFromDescription();
    }
}
