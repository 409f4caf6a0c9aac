using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

/// <summary>Puts a saved question at the end of a board, or on a new one. It changes nothing else there, so it needs no version.</summary>
public sealed class PutOnBoard(ThroughlineDb db, WriteBoard write, ChangeBoard change) : IFeature
{
    public abstract record Outcome;
    public sealed record Placed(Guid Board) : Outcome;
    public sealed record Refused(string Why) : Outcome;

    /// <param name="board">Null for a new one.</param>
    /// <param name="name">Of the new board; whoever gives one means a new board, whichever is chosen beside it.</param>
    public async Task<Outcome> Put(Guid question, Guid? board, string? name, Actor by, CancellationToken ct)
    {
        if (board is not { } id || !string.IsNullOrWhiteSpace(name))
        {
            return await write.Write(BoardId.New(), new(name, [new(question, 2)]), by, ct) switch
            {
                WriteBoard.Written made => new Placed(made.Board.Id),
                WriteBoard.Refused not => new Refused(string.Join(' ', not.Faults.Select(f => f.Why))),
                _ => new Refused(Words.Say("The board was just changed. Try again.")),
            };
        }
        var (boards, key) = (db.Boards, new BoardId(id));
        for (var tries = 0; tries < 3; tries++)
        {
            var version = await boards.AsNoTracking().Where(b => b.Id == key).Select(b => b.Version).FirstOrDefaultAsync(ct);
            switch (await change.Change(key, version, new BoardChange("add", question), by, ct))
            {
                case ChangeBoard.Changed: return new Placed(id);
                case ChangeBoard.Refused not: return new Refused(not.Why);
                case ChangeBoard.NotYours: return new Refused(Words.Say("This board belongs to a colleague. Choose another, or make a copy."));
                case ChangeBoard.NoSuchBoard: return new Refused(Words.Say("This board no longer exists. Choose another."));
            }
        }
        return new Refused(Words.Say("The board was just changed. Try again."));
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/journeys/questions/{id:guid}/boards",
            async (Guid id, [FromForm] string? board, [FromForm] string? name, PutOnBoard feature, HttpContext http) =>
                await feature.Put(id, Guid.TryParse(board, out var chosen) ? chosen : null, name, Actor.Of(http.User), http.RequestAborted) is Placed placed
                ? Results.LocalRedirect($"/journeys/boards/{placed.Board}")
                : Results.LocalRedirect("/journeys/boards?said=refused"))
        .RequirePermission(JourneysPermissions.Save).ExcludeFromDescription();
}
