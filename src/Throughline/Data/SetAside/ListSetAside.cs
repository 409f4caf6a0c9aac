using System.Text;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Data.SetAside;

/// <summary>Shows what was set aside and why, and lets it be discarded.</summary>
public sealed class ListSetAside(IJournal journal, ThroughlineDb db) : IFeature
{
    public const int MostAtOnce = 200;

    public sealed record Item(long Id, string Door, string Code, string Message, string Body, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times);

    public sealed record Answer(IReadOnlyList<Item> Items, long? Next);

    public Answer List(string? code, long? before, int limit)
    {
        var size = Math.Clamp(limit, 1, MostAtOnce);
        var items = journal.SetAside.List(before ?? long.MaxValue, size + 1, string.IsNullOrEmpty(code) ? null : code);
        return new Answer([.. items.Take(size).Select(ToItem)], items.Count > size ? items[size - 1].Id : null);
    }

    public async Task Discard(long id, Actor by, CancellationToken ct)
    {
        db.Audit(by, "set-aside.discarded", $"set-aside:{id}");
        await db.SaveChangesAsync(ct);
        journal.SetAside.Remove([id]);
    }

    private static Item ToItem(SetAsideItem item) => new(item.Id, item.Door, item.Code, item.Message, Encoding.UTF8.GetString(item.Body),
        Instants.FromMicroseconds(item.FirstAt), Instants.FromMicroseconds(item.LastAt), item.Times);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/set-aside", (ListSetAside feature, string? code, long? before, int? limit) => feature.List(code, before, limit ?? 50))
            .RequirePermission(DataPermissions.MendData).WithTags("Set aside")
            .WithSummary("Set-aside items, newest first").Produces<Answer>();
        api.MapDelete("/api/set-aside/{id:long}", async (long id, ListSetAside feature, HttpContext http, CancellationToken ct) =>
            {
                await feature.Discard(id, Actor.Of(http.User), ct);
                return Results.NoContent();
            })
            .RequirePermission(DataPermissions.MendData).WithTags("Set aside").WithSummary("Discards one item");
    }
}
