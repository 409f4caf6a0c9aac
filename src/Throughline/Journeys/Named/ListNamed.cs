using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Named;

/// <summary>Shows the company's named journeys, by name.</summary>
public sealed class ListNamed(ThroughlineDb db)
{
    public const int Most = 100;

    public sealed record Page(IReadOnlyList<NamedCard> Items, string? Next);

    public async Task<Page> List(CancellationToken ct)
    {
        var named = db.NamedJourneys;
        return new Page([.. (await named.AsNoTracking().OrderBy(j => j.Name).Take(Most).ToListAsync(ct)).Select(NamedCard.Of)], Next: null);
    }

    public async Task<NamedCard?> Show(string key, CancellationToken ct)
    {
        var named = db.NamedJourneys;
        return await named.AsNoTracking().FirstOrDefaultAsync(j => j.Key == key, ct) is { } found ? NamedCard.Of(found) : null;
    }

    internal static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "no_such_journey", "There is no named journey of this key; GET /api/journeys/named lists them.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/journeys/named", (ListNamed feature, CancellationToken ct) => feature.List(ct))
            .RequirePermission(JourneysRoom.Read).WithTags("Journeys").WithSummary("The named journeys: funnels with an owner, a goal and a target").Produces<Page>();
        api.MapGet("/api/journeys/named/{key}", async (string key, ListNamed feature, CancellationToken ct) => await feature.Show(key, ct) is { } card ? Results.Ok(card) : NotFound())
            .RequirePermission(JourneysRoom.Read).WithTags("Journeys").WithSummary("One named journey").Produces<NamedCard>();
    }
}
