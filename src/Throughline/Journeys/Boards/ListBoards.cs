using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Throughline.Journeys.Keeping;
using Throughline.Journeys.Saved;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

/// <summary>A board in a list.</summary>
public sealed record BoardLine(Guid Id, string Name, int Tiles, Colleagues.Colleague? Owner, DateTimeOffset ChangedAt, string ChangedBy, int Version);

/// <summary>Lists boards by name, a page at a time.</summary>
public sealed class ListBoards(ThroughlineDb db) : IFeature
{
    public const int OnAPage = 50;

    /// <param name="Q">A part of the name.</param>
    /// <param name="After">How many come before this page.</param>
    /// <param name="Whose">Only boards of this colleague, and of nobody; what they may change.</param>
    public sealed record Request(string? Q = null, int After = 0, Guid? Whose = null);

    /// <param name="Next">Give it as <c>cursor</c> for the page that follows; null on the last.</param>
    public sealed record Page(IReadOnlyList<BoardLine> Items, string? Next);

    public async Task<Page> List(Request request, CancellationToken ct)
    {
        var (boards, users, after) = (db.Boards, db.Users, Math.Max(0, request.After));
        var some = boards.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var part = SqlText.Containing(request.Q);
            some = some.Where(b => EF.Functions.Like(b.Name, part, SqlText.Escape));
        }
        if (request.Whose is { } whose) some = some.Where(b => b.OwnerId == whose || b.OwnerId == null);
        var found = await some.OrderBy(b => b.Name).ThenBy(b => b.Id).Skip(after).Take(OnAPage + 1)
            .Select(b => new
            { b.Id, b.Name, Tiles = b.Tiles.Count, b.OwnerId,
                Owner = users.Where(u => u.Id == b.OwnerId).Select(u => u.Name).FirstOrDefault(), b.ChangedAt, b.ChangedBy, b.Version
            }).ToListAsync(ct);
        var lines = found.Take(OnAPage).Select(b => new BoardLine(
            b.Id.Value, b.Name, b.Tiles, b.OwnerId is { } id && b.Owner is not null ? new(id, b.Owner) : null, b.ChangedAt, b.ChangedBy, b.Version));
        return new Page([.. lines], found.Count > OnAPage ? (after + OnAPage).ToString(CultureInfo.InvariantCulture) : null);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/journeys/boards", async (string? q, string? cursor, ListBoards feature, CancellationToken ct) =>
            Results.Ok(await feature.List(new Request(q, ListQuestions.Cursor(cursor)), ct)))
        .RequirePermission(JourneysPermissions.Read).WithTags("Boards").WithSummary("Boards, by name").Produces<Page>();
}
