using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Journeys.Keeping;
using Throughline.Journeys.Saved;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

/// <summary>Does one thing to a board, unless somebody else has changed it since it was read; then nothing is done and what was meant is
/// said, to be done all the same.</summary>
public sealed class ChangeBoard(ThroughlineDb db, ShowBoard show, Ownership ownership, TimeProvider clock, IStringLocalizer<Words> words) : IPart
{
    public abstract record Outcome;

    /// <param name="What">In words, to be read out.</param>
    public sealed record Changed(BoardShown Board, string What) : Outcome;

    /// <param name="Now">The board as it is now.</param>
    /// <param name="NotKept">What was not done, in words.</param>
    /// <param name="CanStill">It can be done to the board as it is now.</param>
    public sealed record Overtaken(BoardShown Now, string NotKept, bool CanStill) : Outcome;

    public sealed record Refused(BoardShown Board, string Why) : Outcome;
    public sealed record NoSuchBoard : Outcome;

    /// <summary>It belongs to a colleague.</summary>
    public sealed record NotYours(BoardShown Board) : Outcome;

    /// <param name="version">The version that the person saw.</param>
    public async Task<Outcome> Change(BoardId id, int version, BoardChange change, Actor by, CancellationToken ct)
    {
        var (boards, questions, asked) = (db.Boards, db.Questions, change.Question is { } key ? new QuestionId(key) : default);
        if (await boards.Include(b => b.Tiles).FirstOrDefaultAsync(b => b.Id == id, ct) is not { } board) return new NoSuchBoard();
        if (!ownership.MayChange(board.OwnerId, by)) return new NotYours((await show.Show(id.Value, ct))!);
        var question = change.Verb == BoardVerb.Add ? await questions.AsNoTracking().FirstOrDefaultAsync(q => q.Id == asked, ct) : null;
        var before = (await show.Show(id.Value, ct))!;
        var what = change.InWords(before, question?.Name, words);
        if (board.Version != version) return new Overtaken(before, what, change.IsPossible(tile => before.Find(tile) is not null));
        if (Check(board, change, question) is { } why) return new Refused(before, why);

        change.Apply(board);
        if (change.Verb == BoardVerb.Add) board.Add(question, question!.Kind is "trend" or "funnel" ? 2 : 1, null);
        board.Changed(by.Name, clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException) // Both passed the check above; the version in the row stops the second.
        {
            db.ChangeTracker.Clear();
            return await show.Show(id.Value, ct) is { } now
                ? new Overtaken(now, what, change.IsPossible(tile => now.Find(tile) is not null))
                : new NoSuchBoard();
        }
        return new Changed((await show.Show(id.Value, ct))!, what);
    }

    private string? Check(Board board, BoardChange change, SavedQuestion? question) => change.Verb switch
    {
        BoardVerb.Add when question is null => words["Choose a saved question to add to the board."].Value,
        BoardVerb.Add or BoardVerb.Text when board.IsFull =>
            words["A board can have at most {0} tiles. Remove one, or create another board.", Board.MostTiles].Value,
        BoardVerb.Rename when change.Name?.Trim() is not { Length: > 0 and <= Board.LongestName } =>
            words["Enter a board name of at most {0} characters.", Board.LongestName].Value,
        _ when !change.IsPossible(tile => board.Tiles.Any(t => t.Id.Value == tile)) => words["That tile is no longer on the board."].Value,
        _ => null,
    };
}
