using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;
using Throughline.Journeys.Saved;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Boards;

/// <summary>Asks the question of one tile anew, over the board's period when it has one.</summary>
public sealed class ShowTile(ThroughlineDb db, AskQuestion ask, IJourneyIndex index) : IFeature
{
    /// <summary>Periods that a board can put in the place of those of its questions.</summary>
    public static IReadOnlyList<string> Periods { get; } = [.. Period.Choices.Select(c => c.Key).Where(k => k != Period.Own)];

    public abstract record Outcome;

    /// <param name="Missing">Events of the question that do not occur, or not any more.</param>
    public sealed record Answered(Exploration Exploration, IReadOnlyList<string> Missing) : Outcome;

    /// <summary>The tile or its question has been taken away meanwhile.</summary>
    public sealed record Gone : Outcome;

    public async Task<Outcome> Show(BoardId board, TileId tile, string? period, CancellationToken ct)
    {
        var (tiles, questions) = (db.Tiles, db.Questions);
        var asked = await tiles.AsNoTracking().Where(t => t.Id == tile && t.BoardId == board).Select(t => t.QuestionId).FirstOrDefaultAsync(ct);
        if (asked is not { } id || await questions.AsNoTracking().FirstOrDefaultAsync(q => q.Id == id, ct) is not { } question) return new Gone();
        return await Ask(question, period, ct);
    }

    internal async Task<Answered> Ask(SavedQuestion saved, string? period, CancellationToken ct)
    {
        var question = Over(saved.Asked, period);
        var exploration = await ask.Show(question.Kind, question.Link[(question.Link.IndexOf('?', StringComparison.Ordinal) + 1)..], null, ct);
        var known = index.Names.Events.ToHashSet(StringComparer.Ordinal);
        string[] missing = exploration.Shown is CatchingUp
            ? []
            : [.. question.Events.Select(e => e.Name).Where(n => n.Length > 0 && n != EventPattern.AnyEvent && !known.Contains(n)).Distinct()];
        return new Answered(exploration, missing);
    }

    /// <summary>The question over another period; over its own when none is named.</summary>
    public static Question Over(Question question, string? period) =>
        period is not null && Periods.Contains(period) ? question.With("period", period) : question;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/journeys/boards/{board:guid}/tiles/{tile:guid}", async (Guid board, Guid tile, string? period, ShowTile feature, CancellationToken ct) =>
            new RazorComponentResult<TileAnswer>(new Dictionary<string, object?>
            {
                [nameof(TileAnswer.Outcome)] = await feature.Show(new BoardId(board), new TileId(tile), period, ct)
            }))
        .RequirePermission(JourneysPermissions.Read).ExcludeFromDescription();
}
