using Microsoft.EntityFrameworkCore;
using Throughline.Journeys.Keeping;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Journeys.Saved;

/// <summary>Deletes a saved question and puts on record who did. Tiles of boards that show it say so from then on.</summary>
public sealed class DeleteQuestion(ThroughlineDb db, Ownership ownership, KeepForUndo undo) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted(Guid Undo) : Outcome;
    public sealed record NoSuchQuestion : Outcome;

    /// <summary>It belongs to a colleague.</summary>
    public sealed record NotYours : Outcome;

    public async Task<Outcome> Delete(QuestionId id, Actor by, CancellationToken ct)
    {
        var questions = db.Questions;
        if (await questions.AsNoTracking().FirstOrDefaultAsync(q => q.Id == id, ct) is not { } question) return new NoSuchQuestion();
        if (!ownership.MayChange(question.OwnerId, by)) return new NotYours();
        // Changed in this very moment, it goes all the same: whoever deletes it means it as it is.
        return await undo.DeleteOnRecord(questions.Where(q => q.Id == id), by, "saved-question.deleted", $"saved-question:{id.Value}", JourneysPermissions.Save,
            "The saved question “{0}” was deleted.", q => q.Name, $"/journeys/questions/{id.Value}", ct, new { kind = question.Kind }) is { } kept
            ? new Deleted(kept)
            : new NoSuchQuestion();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDelete("/api/journeys/questions/{id:guid}", async (Guid id, DeleteQuestion feature, HttpContext http, CancellationToken ct) =>
                await feature.Delete(new QuestionId(id), Actor.Of(http.User), ct) switch
                {
                    Deleted deleted => UndoAct.Told(http, deleted.Undo, Results.NoContent()),
                    NotYours => Ownership.NotYours("saved question"),
                    _ => ListQuestions.NotFound(),
                })
            .RequirePermission(JourneysPermissions.Save).WithTags("Saved questions").WithSummary("Deletes a saved question; tiles that show it say so");
        routes.MapPost("/journeys/questions/{id:guid}/delete", async (Guid id, DeleteQuestion feature, HttpContext http, CancellationToken ct) =>
                await feature.Delete(new QuestionId(id), Actor.Of(http.User), ct) switch
                {
                    NotYours => Results.LocalRedirect($"/journeys/questions/{id}/edit"),
                    Deleted deleted => Results.LocalRedirect($"/journeys/questions?undo={deleted.Undo}"),
                    _ => Results.LocalRedirect("/journeys/questions"),
                })
            .RequirePermission(JourneysPermissions.Save).ExcludeFromDescription();
    }
}
