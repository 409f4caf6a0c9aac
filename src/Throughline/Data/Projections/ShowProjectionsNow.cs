using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Projections;

/// <summary>How far each view of the journal has come, brought up to date while the page is open.</summary>
public sealed class ShowProjectionsNow : IFeature
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/data/projections/now", () => new RazorComponentResult<ProjectionTable>())
        .RequirePermission(StatusPermissions.ReadStatus).ExcludeFromDescription();
}
