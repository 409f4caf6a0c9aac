using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Saved;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

/// <summary>Asks every question of a board, one after the other, and writes down the figures.</summary>
public sealed class SnapshotBoard(
    ThroughlineDb db, ShowBoard show, ShowTile tiles, ReadFigures figures, TimeProvider clock, IStringLocalizer<Words> words) : IPart
{
    public async Task<BoardSnapshot?> Take(Guid board, string? period, CancellationToken ct)
    {
        if (await show.Show(board, ct) is not { } shown) return null;
        var questions = db.Questions;
        var asked = shown.Tiles.Where(t => t.Question is not null).Select(t => new QuestionId(t.Question!.Value)).ToList();
        var known = await questions.AsNoTracking().Where(q => asked.Contains(q.Id)).ToDictionaryAsync(q => q.Id.Value, ct);
        var taken = new List<TileSnapshot>();
        foreach (var tile in shown.Tiles) taken.Add(await Of(tile, tile.Question is { } id ? known.GetValueOrDefault(id) : null, period, ct));
        return new BoardSnapshot(shown.Id, shown.Name, clock.GetUtcNow(), taken);
    }

    private async Task<TileSnapshot> Of(TileShown tile, SavedQuestion? question, string? period, CancellationToken ct)
    {
        if (tile.Question is null) return new TileSnapshot(null, null, tile.Note, "", null, null, []);
        if (question is null) return new TileSnapshot(tile.Name, null, tile.Note, words["This question was deleted."], null, null, []);
        var (exploration, missing) = await tiles.Ask(question, period, ct);
        var rows = figures.Of(exploration).Rows.Select(r => new SnapshotFigure(r.Label, r.Number, r.Text, r.N));
        return new TileSnapshot(
            tile.Name, exploration.Question.Link, tile.Note, Says(exploration.Shown, missing), exploration.Period?.From,
            exploration.Period?.To, [.. rows]);
    }

    private string Says(Shown shown, IReadOnlyList<string> missing) => shown switch
    {
        CatchingUp building => words["Loading journeys: {0:P0}.", building.Done],
        Misasked not => not.Why,
        _ when missing.Count > 0 => words["“{0}” was not found, or no longer occurs.", string.Join("”, “", missing)],
        NothingFound => words["No customers in this period."],
        _ => shown.Sentence,
    };
}
