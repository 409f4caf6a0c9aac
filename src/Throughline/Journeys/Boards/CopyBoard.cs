using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Throughline.Journeys.Saved;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

/// <summary>Makes a board like another that belongs to whoever asks, to change as they like. Tiles whose question is gone stay behind.</summary>
public sealed class CopyBoard(ThroughlineDb db, WriteBoard write, IStringLocalizer<Words> words) : IFeature
{
    public abstract record Outcome;
    public sealed record Copied(BoardShown Board) : Outcome;
    public sealed record NoSuchBoard : Outcome;

    public async Task<Outcome> Copy(BoardId id, Actor by, CancellationToken ct)
    {
        var (boards, questions) = (db.Boards, db.Questions);
        if (await boards.AsNoTracking().Include(b => b.Tiles).FirstOrDefaultAsync(b => b.Id == id, ct) is not { } board) return new NoSuchBoard();
        var asked = board.Tiles.Where(t => t.QuestionId is not null).Select(t => t.QuestionId!.Value).Distinct().ToList();
        var known = await questions.AsNoTracking().Where(q => asked.Contains(q.Id)).Select(q => q.Id).ToListAsync(ct);
        string name = words["Copy of {0}", board.Name];
        var tiles = board.InOrder
            .Where(t => t.QuestionId is { } question ? known.Contains(question) : !string.IsNullOrWhiteSpace(t.Note))
            .Select(t => new WriteBoard.TileWritten(t.QuestionId?.Value, t.Width, t.Note));
        var written = await write.Write(BoardId.New(), new(name.Length > Board.LongestName ? name[..Board.LongestName] : name, [.. tiles]), by, ct);
        return written is WriteBoard.Written copy
            ? new Copied(copy.Board)
            : throw new InvalidOperationException($"A board as it was kept could not be written: {written}.");
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/journeys/boards/{id:guid}/copy", async (Guid id, CopyBoard feature, HttpContext http, CancellationToken ct) =>
                await feature.Copy(new BoardId(id), Actor.Of(http.User), ct) is Copied copy
                    ? Results.Json(copy.Board, statusCode: StatusCodes.Status201Created)
                    : ShowBoard.NotFound())
            .RequirePermission(JourneysPermissions.Save).WithTags("Boards")
            .WithSummary("Copies a board; the copy belongs to the caller").Produces<BoardShown>(StatusCodes.Status201Created);
        routes.MapPost("/journeys/boards/{id:guid}/copy", async (Guid id, CopyBoard feature, HttpContext http, CancellationToken ct) =>
                await feature.Copy(new BoardId(id), Actor.Of(http.User), ct) is Copied copy
                    ? Results.LocalRedirect($"/journeys/boards/{copy.Board.Id}/arrange")
                    : Results.LocalRedirect($"/journeys/boards/{id}"))
            .RequirePermission(JourneysPermissions.Save).ExcludeFromDescription();
    }
}
