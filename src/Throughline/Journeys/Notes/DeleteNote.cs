using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Journeys.Notes;

/// <summary>Deletes a note and puts on record who did.</summary>
public sealed class DeleteNote(ThroughlineDb db, KeepForUndo undo) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted(Guid Undo) : Outcome;
    public sealed record NoSuchNote : Outcome;

    public async Task<Outcome> Delete(NoteId id, Actor by, CancellationToken ct)
    {
        var notes = db.Notes;
        return await undo.DeleteOnRecord(notes.Where(n => n.Id == id), by, "note.deleted", $"note:{id.Value}", JourneysPermissions.Keep,
            "The note “{0}” was deleted.", n => n.Text, NoteShown.LinkOf(id), ct) is { } kept
            ? new Deleted(kept)
            : new NoSuchNote();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDelete("/api/notes/{id:guid}", async (Guid id, DeleteNote feature, HttpContext http, CancellationToken ct) =>
                await feature.Delete(new NoteId(id), Actor.Of(http.User), ct) is Deleted deleted
                    ? UndoAct.Told(http, deleted.Undo, Results.NoContent())
                    : ListNotes.NotFound())
            .RequirePermission(JourneysPermissions.Keep).WithTags("Notes").WithSummary("Deletes a note");
        routes.MapPost("/journeys/notes/{id:guid}/delete", async (Guid id, DeleteNote feature, HttpContext http, CancellationToken ct) =>
                Results.LocalRedirect(await feature.Delete(new NoteId(id), Actor.Of(http.User), ct) is Deleted deleted
                    ? $"/journeys/notes?undo={deleted.Undo}"
                    : "/journeys/notes"))
            .RequirePermission(JourneysPermissions.Keep).ExcludeFromDescription();
    }
}
