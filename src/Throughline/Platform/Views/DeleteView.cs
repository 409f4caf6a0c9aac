using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Platform.Views;

/// <summary>Deletes a saved view; of one that all colleagues saw it is put on record who did.</summary>
public sealed class DeleteView(ThroughlineDb db, IEnumerable<INamedList> lists, SaveView save, KeepForUndo undo) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted(Guid Undo) : Outcome;
    public sealed record NoSuchView : Outcome;

    /// <summary>It belongs to a colleague.</summary>
    public sealed record NotYours : Outcome;

    public async Task<Outcome> Delete(ViewId id, Actor by, CancellationToken ct)
    {
        var views = db.SavedViews;
        // Changed in this very moment, it goes all the same: it is read within the transaction that removes it.
        await using var both = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, ct);
        if (await views.FirstOrDefaultAsync(v => v.Id == id, ct) is not { } view) return new NoSuchView();
        if (!save.MayChange(view, by)) return view.IsShared ? new NotYours() : new NoSuchView();
        views.Remove(view);
        var (subject, list) = ($"view:{id.Value}", lists.FirstOrDefault(l => l.Key == view.List));
        var kept = undo.Keep(by, "view.deleted", subject, ViewPermissions.Save, "The view “{0}” was deleted.", view.Name,
            list is null ? null : ViewShown.LinkOf(view, list));
        if (view.IsShared) db.Audit(by, "view.deleted", subject, new { list = view.List });
        await db.SaveChangesAsync(ct);
        await both.CommitAsync(ct);
        return new Deleted(kept);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/api/views/{id:guid}", async (Guid id, DeleteView feature, HttpContext http, CancellationToken ct) =>
                await feature.Delete(new ViewId(id), Actor.Of(http.User), ct) switch
                {
                    Deleted deleted => UndoAct.Told(http, deleted.Undo, Results.NoContent()),
                    NotYours => SaveView.Refusal(new SaveView.NotYours()),
                    _ => ListViews.NotFound(),
                })
            .RequirePermission(ViewPermissions.Save).WithTags("Views").WithSummary("Deletes a saved view");
}
