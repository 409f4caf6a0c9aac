using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Throughline.Journeys.Keeping;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Saved;

/// <summary>A saved question as lists and the API show it.</summary>
/// <param name="Owner">Null when a program made it, or its owner's account is gone.</param>
/// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
/// <param name="Link">The explorer with this question.</param>
public sealed record SavedShown(
    Guid Id, string Kind, string Query, string Name, string? Description, Colleagues.Colleague? Owner, DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt, string ChangedBy, int Version, string Link)
{
    public static SavedShown Of(SavedQuestion question, string? owner) =>
        new(question.Id.Value, question.Kind, question.Query, question.Name, question.Description,
            question.OwnerId is { } id && owner is not null ? new Colleagues.Colleague(id, owner) : null, question.CreatedAt,
            question.ChangedAt, question.ChangedBy, question.Version, question.Link);
}

/// <summary>Lists saved questions by name, a page at a time.</summary>
public sealed class ListQuestions(ThroughlineDb db) : IFeature
{
    public const int OnAPage = 50;

    /// <param name="Q">A part of the name or the description.</param>
    /// <param name="Owner">Only those of this colleague.</param>
    /// <param name="After">How many come before this page.</param>
    public sealed record Request(string? Q = null, string? Kind = null, Guid? Owner = null, int After = 0);

    /// <param name="Next">Give it as <c>cursor</c> for the page that follows; null on the last.</param>
    public sealed record Page(IReadOnlyList<SavedShown> Items, string? Next);

    public async Task<Page> List(Request request, CancellationToken ct)
    {
        var (questions, users) = (db.Questions, db.Users);
        var some = questions.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var part = SqlText.Containing(request.Q);
            some = some.Where(q => EF.Functions.Like(q.Name, part, SqlText.Escape) || EF.Functions.Like(q.Description!, part, SqlText.Escape));
        }
        if (!string.IsNullOrEmpty(request.Kind)) some = some.Where(q => q.Kind == request.Kind);
        if (request.Owner is { } owner) some = some.Where(q => q.OwnerId == owner);
        var after = Math.Max(0, request.After);
        var found = await some.OrderBy(q => q.Name).ThenBy(q => q.Id).Skip(after).Take(OnAPage + 1)
            .Select(q => new { Question = q, Owner = users.Where(u => u.Id == q.OwnerId).Select(u => u.Name).FirstOrDefault() }).ToListAsync(ct);
        var next = found.Count > OnAPage ? (after + OnAPage).ToString(CultureInfo.InvariantCulture) : null;
        return new Page([.. found.Take(OnAPage).Select(f => SavedShown.Of(f.Question, f.Owner))], next);
    }

    public async Task<SavedShown?> Find(Guid id, CancellationToken ct)
    {
        var (questions, users, key) = (db.Questions, db.Users, new QuestionId(id));
        var found = await questions.AsNoTracking().Where(q => q.Id == key)
            .Select(q => new { Question = q, Owner = users.Where(u => u.Id == q.OwnerId).Select(u => u.Name).FirstOrDefault() }).FirstOrDefaultAsync(ct);
        return found is null ? null : SavedShown.Of(found.Question, found.Owner);
    }

    public static int Cursor(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0;

    internal static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "no_such_question",
        "There is no saved question with this ID; it may have been deleted. List the saved questions to find the right one.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/journeys/questions", async (string? q, string? kind, Guid? owner, string? cursor, ListQuestions feature, CancellationToken ct) =>
                Results.Ok(await feature.List(new Request(q, kind, owner, Cursor(cursor)), ct)))
            .RequirePermission(JourneysPermissions.Read).WithTags("Saved questions").WithSummary("Saved questions, by name").Produces<Page>();
        api.MapGet("/api/journeys/questions/{id:guid}",
            async (Guid id, ListQuestions feature, CancellationToken ct) => await feature.Find(id, ct) is { } question ? Results.Ok(question) : NotFound())
            .RequirePermission(JourneysPermissions.Read).WithTags("Saved questions").WithSummary("One saved question").Produces<SavedShown>();
    }
}
