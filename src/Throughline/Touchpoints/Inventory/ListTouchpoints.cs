using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Shows the company's touchpoints, in the order of their stages.</summary>
public sealed class ListTouchpoints(ThroughlineDb db) : IFeature
{
    /// <param name="Department">Of the owner.</param>
    public sealed record Request(string? Stage = null, string? Channel = null, string? Department = null);

    public sealed record Page(IReadOnlyList<TouchpointCard> Items, string? Next);

    public async Task<Page> List(Request request, CancellationToken ct)
    {
        var (touchpoints, stages) = (db.Touchpoints, db.Stages);
        var places = await stages.ToDictionaryAsync(s => s.Key, s => s.Place, ct);
        var found = await touchpoints.AsNoTracking()
            .Where(t => request.Stage == null || t.Stage == request.Stage)
            .Where(t => request.Channel == null || t.Channel == request.Channel)
            .Where(t => request.Department == null || t.Department == request.Department)
            .OrderBy(t => t.Place).ToListAsync(ct);
        return new Page([.. found.OrderBy(t => places.GetValueOrDefault(t.Stage, int.MaxValue)).Select(TouchpointCard.Of)], Next: null);
    }

    public async Task<TouchpointCard?> Show(string key, CancellationToken ct)
    {
        var touchpoints = db.Touchpoints;
        return await touchpoints.AsNoTracking().FirstOrDefaultAsync(t => t.Key == key, ct) is { } found ? TouchpointCard.Of(found) : null;
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/touchpoints", (ListTouchpoints feature, string? stage, string? channel, string? department, CancellationToken ct) =>
            feature.List(new Request(stage, channel, department), ct))
            .RequirePermission(TouchpointsPermissions.Read).WithTags("Touchpoints")
            .WithSummary("All touchpoints, in the order of their stages").Produces<Page>();
        api.MapGet("/api/touchpoints/{key}", async (string key, ListTouchpoints feature, CancellationToken ct) => await feature.Show(key, ct) is { } card
            ? Results.Ok(card)
            : UnknownTouchpoint.Problem())
            .RequirePermission(TouchpointsPermissions.Read).WithTags("Touchpoints").WithSummary("One touchpoint").Produces<TouchpointCard>();
    }
}
