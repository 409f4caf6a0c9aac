using Microsoft.EntityFrameworkCore;
using Throughline.Journeys.Keeping;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Journeys.Boards;

/// <summary>Deletes a board and puts on record who did. Its questions stay.</summary>
public sealed class DeleteBoard(ThroughlineDb db, Ownership ownership, KeepForUndo undo) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted(Guid Undo) : Outcome;
    public sealed record NoSuchBoard : Outcome;

    /// <summary>It belongs to a colleague.</summary>
    public sealed record NotYours : Outcome;

    public async Task<Outcome> Delete(BoardId id, Actor by, CancellationToken ct)
    {
        var boards = db.Boards;
        if (await boards.AsNoTracking().Where(b => b.Id == id).Select(b => new { b.OwnerId }).FirstOrDefaultAsync(ct) is not { } board)
            return new NoSuchBoard();
        if (!ownership.MayChange(board.OwnerId, by)) return new NotYours();
        return await undo.DeleteOnRecord(boards.Where(b => b.Id == id), by, "board.deleted", $"board:{id.Value}", JourneysPermissions.Save,
            "The board “{0}” was deleted.", b => b.Name, $"/journeys/boards/{id.Value}", ct) is { } kept
            ? new Deleted(kept)
            : new NoSuchBoard();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDelete("/api/journeys/boards/{id:guid}", async (Guid id, DeleteBoard feature, HttpContext http, CancellationToken ct) =>
                await feature.Delete(new BoardId(id), Actor.Of(http.User), ct) switch
                {
                    Deleted deleted => UndoAct.Told(http, deleted.Undo, Results.NoContent()),
                    NotYours => Ownership.NotYours("board"),
                    _ => ShowBoard.NotFound(),
                })
            .RequirePermission(JourneysPermissions.Save).WithTags("Boards").WithSummary("Deletes a board; its questions are kept");
        routes.MapPost("/journeys/boards/{id:guid}/delete", async (Guid id, DeleteBoard feature, HttpContext http, CancellationToken ct) =>
                await feature.Delete(new BoardId(id), Actor.Of(http.User), ct) switch
                {
                    NotYours => Results.LocalRedirect($"/journeys/boards/{id}/arrange"),
                    Deleted deleted => Results.LocalRedirect($"/journeys/boards?undo={deleted.Undo}"),
                    _ => Results.LocalRedirect("/journeys/boards"),
                })
            .RequirePermission(JourneysPermissions.Save).ExcludeFromDescription();
    }
}
