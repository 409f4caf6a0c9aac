using Microsoft.EntityFrameworkCore;
using Throughline.Journeys.Keeping;
using Throughline.Journeys.Saved;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

/// <summary>Writes a whole board, new or in the place of what is there.</summary>
public sealed class WriteBoard(ThroughlineDb db, ShowBoard show, Ownership ownership, TimeProvider clock) : IFeature
{
    /// <param name="Tiles">In order; left out, they stay as they are.</param>
    /// <param name="Version">The version that was read, 0 for one that must be new; without it whatever is there is replaced.</param>
    public sealed record Request(string? Name, IReadOnlyList<TileWritten>? Tiles = null, int? Version = null);

    /// <param name="Question">A saved question's id; without it the tile is a text.</param>
    /// <param name="Width">In columns, 1 to 3.</param>
    public sealed record TileWritten(Guid? Question = null, int Width = 1, string? Note = null);

    public abstract record Outcome;
    public sealed record Written(BoardShown Board, bool IsNew) : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has changed it since this version was read.</summary>
    /// <param name="By">Null when it was deleted.</param>
    public sealed record Overtaken(string? By, int Version) : Outcome;

    /// <summary>It belongs to a colleague.</summary>
    public sealed record NotYours : Outcome;

    public async Task<Outcome> Write(BoardId id, Request request, Actor by, CancellationToken ct)
    {
        var (boards, questions, users) = (db.Boards, db.Questions, db.Users);
        var board = await boards.Include(b => b.Tiles).FirstOrDefaultAsync(b => b.Id == id, ct);
        if (board is not null && !ownership.MayChange(board.OwnerId, by)) return new NotYours();
        if (request.Version is { } read && read != (board?.Version ?? 0)) return new Overtaken(board?.ChangedBy, board?.Version ?? 0);
        var asked = (request.Tiles ?? []).Where(t => t.Question is not null).Select(t => new QuestionId(t.Question!.Value)).Distinct().ToList();
        var known = await questions.Where(q => asked.Contains(q.Id)).ToDictionaryAsync(q => q.Id.Value, ct);
        if (Check(request, known) is { Count: > 0 } faults) return new Refused(faults);

        var (now, isNew) = (clock.GetUtcNow(), board is null);
        if (board is null) boards.Add(board = new Board
        { Id = id, Name = request.Name!.Trim(), OwnerId = by.User, CreatedAt = now, ChangedAt = now, ChangedBy = by.Name, Version = 0
        });
        board.Name = request.Name!.Trim();
        if (request.Tiles is { } tiles)
        {
            board.Tiles.Clear();
            foreach (var tile in tiles)
                board.Add(tile.Question is { } question ? known[question] : null, tile.Width, string.IsNullOrWhiteSpace(tile.Note) ? null : tile.Note.Trim());
        }
        board.Changed(by.Name, now);
        try
        {
            if (!await db.TrySave(ct)) return new Overtaken(null, 1);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(null, board.Version);
        }
        return new Written(await show.Of(board, await users.Where(u => u.Id == board.OwnerId).Select(u => u.Name).FirstOrDefaultAsync(ct), ct), isNew);
    }

    private static List<Fault> Check(Request request, Dictionary<Guid, SavedQuestion> known)
    {
        var faults = new List<Fault>();
        if (request.Name?.Trim() is not { Length: > 0 and <= Board.LongestName })
            faults.Add(new("name", $"Enter a board name of at most {Board.LongestName} characters."));
        if (request.Tiles?.Count > Board.MostTiles)
            faults.Add(new("tiles", $"A board can have at most {Board.MostTiles} tiles. Create another board for the rest."));
        foreach (var (at, tile) in (request.Tiles ?? []).Index())
        {
            if (tile.Question is { } id && !known.ContainsKey(id))
                faults.Add(new($"tiles[{at}].question", "There is no saved question with this ID. List the saved questions to find the right one."));
            if (tile.Width is < 1 or > Tile.Widest) faults.Add(new($"tiles[{at}].width", $"A tile can be 1 to {Tile.Widest} columns wide."));
            if (tile.Note?.Length > Tile.LongestNote) faults.Add(new($"tiles[{at}].note", $"Enter a note of fewer than {Tile.LongestNote} characters."));
            if (tile.Question is null && string.IsNullOrWhiteSpace(tile.Note))
                faults.Add(new($"tiles[{at}]", "A tile shows either a question or a note. Provide one of them."));
        }
        return faults;
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/journeys/boards/{id:guid}", async (Guid id, ShowBoard feature, CancellationToken ct) => await feature.Show(id, ct) is { } board
            ? Results.Ok(board)
            : ShowBoard.NotFound())
            .RequirePermission(JourneysPermissions.Read).WithTags("Boards").WithSummary("One board with its tiles in order").Produces<BoardShown>();
        api.MapPut("/api/journeys/boards/{id:guid}", async (Guid id, Request request, WriteBoard feature, HttpContext http, CancellationToken ct) =>
            await feature.Write(new BoardId(id), request, Actor.Of(http.User), ct) switch
                {
                    Written written => Results.Json(written.Board, statusCode: written.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
                    Refused refused => Problems.Of(refused.Faults),
                    NotYours => Ownership.NotYours("board"),
                    Overtaken overtaken => Overtaking.Problem(
                        $"{overtaken.By ?? Words.Say("Someone else")} edited this board in the meantime; "
                        + $"it is now version {overtaken.Version}. Reload it and apply your change again."),
                    var other => throw new InvalidOperationException($"Unknown outcome {other}."),
                })
            .RequirePermission(JourneysPermissions.Save).WithTags("Boards")
            .WithSummary("Creates or replaces a board").Produces<BoardShown>();
        api.MapPost("/journeys/boards", async ([Microsoft.AspNetCore.Mvc.FromForm] string? name, WriteBoard feature, HttpContext http, CancellationToken ct) =>
                await feature.Write(BoardId.New(), new(name, []), Actor.Of(http.User), ct) is Written written
                    ? Results.LocalRedirect($"/journeys/boards/{written.Board.Id}/arrange")
                    : Results.LocalRedirect("/journeys/boards?said=refused"))
            .RequirePermission(JourneysPermissions.Save).ExcludeFromDescription();
    }
}
