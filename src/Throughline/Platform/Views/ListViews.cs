using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Platform.Views;

/// <summary>Lists saved views: one's own first, then those that colleagues shared, each by name; of lists that one may see.</summary>
public sealed class ListViews(ThroughlineDb db, IEnumerable<INamedList> lists, Viewer viewer) : IFeature
{
    public const int OnAPage = 100;

    /// <param name="Next">Give it as <c>cursor</c> for the page that follows; null on the last.</param>
    public sealed record Listed(IReadOnlyList<ViewShown> Items, string? Next);

    /// <param name="list">The key of a list; null: all lists.</param>
    /// <param name="after">How many come before this page.</param>
    public async Task<Listed> List(string? list, Guid? asker, int after, CancellationToken ct)
    {
        var keys = Open.Where(open => list is null || open.Key == list).Select(open => open.Key).ToList();
        var some = db.SavedViews.AsNoTracking().Where(v => keys.Contains(v.List) && (v.OwnerId == asker || v.IsShared))
            .OrderBy(v => v.OwnerId == asker ? 0 : 1).ThenBy(v => v.Name).ThenBy(v => v.Id).Skip(after).Take(OnAPage + 1);
        var found = await Shown(some, asker, ct);
        return new([.. found.Take(OnAPage)], found.Count > OnAPage ? (after + OnAPage).ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>One by its id; those of others too, for whoever looks after them.</summary>
    public async Task<ViewShown?> Find(Guid id, Guid? asker, CancellationToken ct)
    {
        var (key, keys, isOfAll) = (new ViewId(id), Open.Select(open => open.Key).ToList(), viewer.May(ViewPermissions.Manage));
        var one = db.SavedViews.AsNoTracking().Where(v => v.Id == key && keys.Contains(v.List) && (v.OwnerId == asker || v.IsShared || isOfAll));
        return (await Shown(one, asker, ct)).FirstOrDefault();
    }

    private IEnumerable<INamedList> Open => lists.Where(list => viewer.May(list.Permission));

    private async Task<List<ViewShown>> Shown(IQueryable<SavedView> views, Guid? asker, CancellationToken ct)
    {
        var users = db.Users;
        var found = await views.Select(v => new { View = v, Owner = users.Where(u => u.Id == v.OwnerId).Select(u => u.Name).FirstOrDefault() })
            .ToListAsync(ct);
        return [.. found.Select(f => ViewShown.Of(f.View, lists.First(list => list.Key == f.View.List), f.Owner, asker))];
    }

    internal static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "no_such_view",
        "There is no view with this ID; it may have been deleted. List the views to find the right one.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/views", async (string? list, string? cursor, ListViews feature, HttpContext http, CancellationToken ct) =>
                Results.Ok(await feature.List(list, http.User.UserId,
                    int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0, ct)))
            .RequirePermission(ViewPermissions.Save).WithTags("Views").WithSummary("Saved views of lists: your own, and those shared with you")
            .Produces<Listed>();
        api.MapGet("/api/views/{id:guid}", async (Guid id, ListViews feature, HttpContext http, CancellationToken ct) =>
                await feature.Find(id, http.User.UserId, ct) is { } view ? Results.Ok(view) : NotFound())
            .RequirePermission(ViewPermissions.Save).WithTags("Views").WithSummary("One saved view").Produces<ViewShown>();
    }
}
