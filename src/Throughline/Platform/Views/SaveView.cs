using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;
using Throughline.Platform.Undo;

namespace Throughline.Platform.Views;

/// <summary>Saves a view of a list, new or changed. What all colleagues see is put on record.</summary>
public sealed class SaveView(ThroughlineDb db, IEnumerable<INamedList> lists, Viewer viewer, KeepForUndo undo, TimeProvider clock) : IFeature
{
    /// <summary>What is left out of a change stays as it was.</summary>
    /// <param name="List">The key of the list, such as <c>customers</c>. It stays.</param>
    /// <param name="Query">As in the address of the list.</param>
    /// <param name="IsShared">Whether all colleagues who see the list see the view.</param>
    /// <param name="Version">The version that was read, 0 for one that must be new; without it whatever is there is changed.</param>
    public sealed record Request(string? List = null, string? Name = null, string? Query = null, bool? IsShared = null, int? Version = null);

    public abstract record Outcome;

    /// <param name="Undo">What takes it back.</param>
    public sealed record Saved(ViewShown View, bool IsNew, Guid Undo) : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>There are as many as one colleague can have of a list.</summary>
    public sealed record TooMany : Outcome;

    /// <summary>Somebody else has changed it since this version was read, or deleted it.</summary>
    public sealed record Overtaken : Outcome;

    /// <summary>It belongs to a colleague.</summary>
    public sealed record NotYours : Outcome;

    /// <summary>A program has no views of its own.</summary>
    public sealed record Nobody : Outcome;

    public async Task<Outcome> Save(ViewId id, Request request, Actor by, CancellationToken ct)
    {
        var views = db.SavedViews;
        var view = await views.FirstOrDefaultAsync(v => v.Id == id, ct);
        if (view is not null && !MayChange(view, by)) return new NotYours();
        if (request.Version is { } read && read != (view?.Version ?? 0)) return new Overtaken();
        if (view is null && by.User is null) return new Nobody();
        var list = lists.FirstOrDefault(l => l.Key == (view?.List ?? request.List));
        var query = request.Query is { } given && list is not null ? ViewQuery.Kept(given, list) : null;
        if (Check(request, list, query, view) is { Count: > 0 } faults) return new Refused(faults);
        if (view is null && await views.CountAsync(v => v.List == list!.Key && v.OwnerId == by.User, ct) >= SavedView.MostEach) return new TooMany();

        var (wasShared, isNew) = (view?.IsShared, view is null);
        if (view is null) views.Add(view = new SavedView
        {
            Id = id, List = list!.Key, Name = request.Name!.Trim(), Query = query!, OwnerId = by.User!.Value, ChangedAt = clock.GetUtcNow(),
            ChangedBy = by.Name, Version = 1,
        });
        else (view.Name, view.Query, view.ChangedAt, view.ChangedBy, view.Version) =
            (request.Name?.Trim() ?? view.Name, query ?? view.Query, clock.GetUtcNow(), by.Name, view.Version + 1);
        view.IsShared = request.IsShared ?? view.IsShared;
        var kept = Keep(view, list!, wasShared, by);
        try
        {
            return await db.TrySave(ct) ? new Saved(await Shown(view, list!, by, ct), isNew, kept) : new Overtaken();
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken();
        }
    }

    internal bool MayChange(SavedView view, Actor by) => view.OwnerId == by.User || viewer.May(ViewPermissions.Manage);

    private Guid Keep(SavedView view, INamedList list, bool? wasShared, Actor by)
    {
        var (subject, details) = ($"view:{view.Id.Value}", new { list = view.List });
        if (view.IsShared && wasShared is not true) db.Audit(by, "view.shared", subject, details);
        else if (view.IsShared) db.Audit(by, "view.changed", subject, details);
        else if (wasShared is true) db.Audit(by, "view.unshared", subject, details);
        return wasShared is null
            ? undo.Keep(by, "view.saved", subject, ViewPermissions.Save, "The view “{0}” was saved.", view.Name)
            : undo.Keep(by, "view.changed", subject, ViewPermissions.Save, "The view “{0}” was edited.", view.Name, ViewShown.LinkOf(view, list));
    }

    private async Task<ViewShown> Shown(SavedView view, INamedList list, Actor by, CancellationToken ct)
    {
        var (users, owner) = (db.Users, view.OwnerId);
        return ViewShown.Of(view, list, await users.Where(u => u.Id == owner).Select(u => u.Name).FirstOrDefaultAsync(ct), by.User);
    }

    private static List<Fault> Check(Request request, INamedList? list, string? query, SavedView? view)
    {
        var faults = new List<Fault>();
        if (list is null || view is not null && request.List is { } other && other != view.List)
            faults.Add(new("list", "Provide the key of a list, such as customers. It cannot be changed later."));
        if ((view is null || request.Name is not null) && request.Name?.Trim() is not { Length: > 0 and <= SavedView.LongestName })
            faults.Add(new("name", $"Enter a view name of at most {SavedView.LongestName} characters."));
        if (view is null && request.Query is null) faults.Add(new("query", "Provide the query as in the address of the list."));
        if (query?.Length > SavedView.LongestQuery)
            faults.Add(new("query", $"The query is longer than {SavedView.LongestQuery} characters. Remove some filters."));
        return faults;
    }

    internal static IResult Refusal(Outcome outcome) => outcome switch
    {
        Refused refused => Problems.Of(refused.Faults),
        TooMany => Problems.Of(StatusCodes.Status409Conflict, "too_many_views",
            $"You have {SavedView.MostEach} views of this list. Delete one first."),
        NotYours => Problems.Of(StatusCodes.Status403Forbidden, "not_yours",
            $"This view belongs to a colleague. Save one of your own, or ask a colleague with the permission “{ViewPermissions.Manage}” to edit it."),
        Nobody => Problems.Of(StatusCodes.Status403Forbidden, "no_person", "Only a signed-in colleague saves views; a key does not."),
        _ => Overtaking.Problem("The view was edited or deleted in the meantime. Reload it and apply your change again."),
    };

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/api/views/{id:guid}", async (Guid id, Request request, SaveView feature, HttpContext http, CancellationToken ct) =>
                await feature.Save(new ViewId(id), request, Actor.Of(http.User), ct) is var outcome && outcome is Saved saved
                    ? UndoAct.Told(http, saved.Undo, Results.Json(saved.View,
                        statusCode: saved.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK))
                    : Refusal(outcome))
            .RequirePermission(ViewPermissions.Save).WithTags("Views").WithSummary("Saves a view of a list, new or changed").Produces<ViewShown>();
}
