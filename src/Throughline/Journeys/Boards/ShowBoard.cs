using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Journeys.Keeping;
using Throughline.Journeys.Saved;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

/// <summary>A board with its tiles in order, without their answers.</summary>
/// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
public sealed record BoardShown(
    Guid Id, string Name, Colleagues.Colleague? Owner, IReadOnlyList<TileShown> Tiles, DateTimeOffset ChangedAt, string ChangedBy, int Version)
{
    public TileShown? Find(Guid tile) => Tiles.FirstOrDefault(t => t.Id == tile);
}

/// <param name="Question">Null for a text alone.</param>
/// <param name="IsGone">Its question has been deleted.</param>
public sealed record TileShown(Guid Id, Guid? Question, string? Name, string? Kind, string? Link, bool IsGone, int Width, string? Note);

/// <summary>Shows one board.</summary>
public sealed class ShowBoard(ThroughlineDb db) : IPart
{
    public async Task<BoardShown?> Show(Guid id, CancellationToken ct)
    {
        var (boards, users, key) = (db.Boards, db.Users, new BoardId(id));
        var found = await boards.AsNoTracking().Include(b => b.Tiles).FirstOrDefaultAsync(b => b.Id == key, ct);
        if (found is null) return null;
        var owner = await users.Where(u => u.Id == found.OwnerId).Select(u => u.Name).FirstOrDefaultAsync(ct);
        return await Of(found, owner, ct);
    }

    internal async Task<BoardShown> Of(Board board, string? owner, CancellationToken ct)
    {
        var (questions, asked) = (db.Questions, board.Tiles.Where(t => t.QuestionId is not null).Select(t => t.QuestionId!.Value).Distinct().ToList());
        var known = await questions.AsNoTracking().Where(q => asked.Contains(q.Id)).ToDictionaryAsync(q => q.Id, ct);
        return new BoardShown(
            board.Id.Value, board.Name, board.OwnerId is { } id && owner is not null ? new(id, owner) : null,
            [.. board.InOrder.Select(t => Tile(t, known))], board.ChangedAt, board.ChangedBy, board.Version);
    }

    private static TileShown Tile(Tile tile, Dictionary<QuestionId, SavedQuestion> known)
    {
        if (tile.QuestionId is not { } id) return new TileShown(tile.Id.Value, null, null, null, null, false, tile.Width, tile.Note);
        var question = known.GetValueOrDefault(id);
        return new TileShown(
            tile.Id.Value, id.Value, question?.Name ?? tile.QuestionName, question?.Kind, question?.Link, question is null, tile.Width, tile.Note);
    }

    internal static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "no_such_board",
        "No board has this ID; it may have been deleted. List the boards to find the right one.");
}
