using Microsoft.EntityFrameworkCore;
using Throughline.Journeys.Saved;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

/// <summary>Tells on which boards a saved question stands.</summary>
public sealed class BoardsThatShow(ThroughlineDb db) : IShowQuestions
{
    private const int Most = 20;

    public async Task<IReadOnlyList<(string Name, string Link)>> ThatShow(QuestionId question, CancellationToken ct)
    {
        var boards = db.Boards;
        var found = await boards.AsNoTracking().Where(b => b.Tiles.Any(t => t.QuestionId == question)).OrderBy(b => b.Name).Take(Most)
            .Select(b => new { b.Id, b.Name }).ToListAsync(ct);
        return [.. found.Select(b => (b.Name, $"/journeys/boards/{b.Id.Value}"))];
    }
}
