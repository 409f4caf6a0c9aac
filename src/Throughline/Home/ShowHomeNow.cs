using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Home.FirstSteps;
using Throughline.Home.Today;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Home;

/// <summary>The parts of the page that are brought up to date while it is open.</summary>
public sealed class ShowHomeNow : IFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/home/now", async (ShowToday today, CancellationToken ct) =>
            new RazorComponentResult<HomeNow>(new Dictionary<string, object?>
            {
                [nameof(HomeNow.Today)] = await today.Show(ct),
            })).RequirePermission(HomePermissions.Read).ExcludeFromDescription();
        routes.MapGet("/home/arrived", (IJournal journal) =>
            new RazorComponentResult<Arrived>(new Dictionary<string, object?> { [nameof(Arrived.Count)] = journal.Head }))
            .RequirePermission(HomePermissions.Read).ExcludeFromDescription();
    }
}
