using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Named;

/// <summary>Shows the company's named journeys, by name.</summary>
public sealed class ListNamed(ThroughlineDb db) : IFeature
{
    public const int Most = 100;

    public sealed record Page(IReadOnlyList<NamedCard> Items, string? Next);

    public async Task<Page> List(CancellationToken ct)
    {
        var (named, users) = (db.NamedJourneys, db.Users);
        var found = await named
            .AsNoTracking()
            .OrderBy(j => j.Name)
            .Take(Most)
            .Select(j => new { Journey = j, By = users.Where(u => u.Id == j.NamedById).Select(u => u.Name).FirstOrDefault() })
            .ToListAsync(ct);
        return new Page([.. found.Select(f => NamedCard.Of(f.Journey, f.By))], Next: null);
    }

    public async Task<NamedCard?> Show(string key, CancellationToken ct)
    {
        var (named, users) = (db.NamedJourneys, db.Users);
        var found = await named
            .AsNoTracking()
            .Where(j => j.Key == key)
            .Select(j => new { Journey = j, By = users.Where(u => u.Id == j.NamedById).Select(u => u.Name).FirstOrDefault() })
            .FirstOrDefaultAsync(ct);
        return found is null ? null : NamedCard.Of(found.Journey, found.By);
    }

    internal static IResult NotFound() =>
        Problems.Of(StatusCodes.Status404NotFound, "no_such_journey", "There is no named journey with this key. List the named journeys to find the "
            + "right one.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/journeys/named", (ListNamed feature, CancellationToken ct) => feature.List(ct))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("The named journeys: funnels with an owner, a goal and a target").Produces<Page>();
        api.MapGet("/api/journeys/named/{key}",
            async (string key, ListNamed feature, CancellationToken ct) => await feature.Show(key, ct) is { } card ? Results.Ok(card) : NotFound())
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys").WithSummary("One named journey").Produces<NamedCard>();
    }
}
