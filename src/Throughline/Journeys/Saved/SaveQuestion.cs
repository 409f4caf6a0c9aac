using Microsoft.EntityFrameworkCore;
using Throughline.Journeys.Keeping;
using Throughline.Journeys.Questions;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Saved;

/// <summary>Saves a question under a name, new or changed.</summary>
public sealed class SaveQuestion(ThroughlineDb db, Colleagues colleagues, Ownership ownership, TimeProvider clock) : IFeature
{
    /// <summary>What is left out of a change stays as it was.</summary>
    /// <param name="Kind">funnel, retention, paths, switches, trend, stages or next. It stays.</param>
    /// <param name="Query">As in the address of the explorer.</param>
    /// <param name="Description">An empty text takes it away.</param>
    /// <param name="Owner">A colleague's id; a new question belongs to whoever saves it.</param>
    /// <param name="Version">The version that was read, 0 for one that must be new; without it whatever is there is changed.</param>
    public sealed record Request(
        string? Kind = null, string? Query = null, string? Name = null, string? Description = null, Guid? Owner = null, int? Version = null);

    public abstract record Outcome;
    public sealed record Saved(SavedQuestion Question, bool IsNew) : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has saved it since this version was read.</summary>
    /// <param name="Now">As it is now; null when it was deleted.</param>
    public sealed record Overtaken(SavedQuestion? Now) : Outcome;

    /// <summary>It belongs to a colleague.</summary>
    public sealed record NotYours : Outcome;

    public async Task<Outcome> Save(QuestionId id, Request request, Actor by, CancellationToken ct)
    {
        var questions = db.Questions;
        var question = await questions.FirstOrDefaultAsync(q => q.Id == id, ct);
        if (question is not null && !ownership.MayChange(question.OwnerId, by)) return new NotYours();
        if (request.Version is { } read && read != (question?.Version ?? 0)) return new Overtaken(question);
        if (await Check(request, question, ct) is { Count: > 0 } faults) return new Refused(faults);

        var (now, isNew) = (clock.GetUtcNow(), question is null);
        var query = request.Query is { } given ? QuestionReader.Read(QuestionKind.Of(question?.Kind ?? request.Kind)!, given).Query : question!.Query;
        if (question is null) questions.Add(question = new SavedQuestion
        { Id = id, Kind = request.Kind!, Query = query, Name = request.Name!.Trim(), OwnerId = by.User, CreatedAt = now, ChangedAt = now,
            ChangedBy = by.Name, Version = 1
        });
        else (question.Query, question.Name, question.ChangedAt, question.ChangedBy, question.Version) = (
            query, request.Name?.Trim() ?? question.Name, now, by.Name, question.Version + 1);
        if (request.Description is { } description) question.Description = string.IsNullOrWhiteSpace(description) ? null : description.Trim();
        question.OwnerId = request.Owner ?? question.OwnerId;
        try
        {
            return await db.TrySave(ct) ? new Saved(question, isNew) : new Overtaken(null);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(await questions.AsNoTracking().FirstOrDefaultAsync(q => q.Id == id, ct));
        }
    }

    private async Task<List<Fault>> Check(Request request, SavedQuestion? question, CancellationToken ct)
    {
        var faults = new List<Fault>();
        if (question is null && QuestionKind.Of(request.Kind) is null)
            faults.Add(new("kind", $"Provide the kind of question: {string.Join(", ", QuestionKind.All.Select(k => k.Key))}."));
        else if (question is not null && request.Kind is { } kind && kind != question.Kind)
            faults.Add(new("kind", "The kind of a saved question cannot be changed. Save it as a new question instead."));
        if (question is null && request.Query is null) faults.Add(new("query", "Provide the question as in the address of the explorer."));
        if (request.Query?.Length > SavedQuestion.LongestQuery)
            faults.Add(new("query", $"The question is longer than {SavedQuestion.LongestQuery} characters. Remove some conditions."));
        if ((question is null || request.Name is not null) && request.Name?.Trim() is not { Length: > 0 and <= SavedQuestion.LongestName })
            faults.Add(new("name", $"Enter a question name of at most {SavedQuestion.LongestName} characters."));
        if (request.Description?.Length > SavedQuestion.LongestDescription)
            faults.Add(new("description", $"Enter a description of fewer than {SavedQuestion.LongestDescription} characters."));
        if (request.Owner is { } owner && !await colleagues.Has(owner, ct))
            faults.Add(new("owner", "No colleague with this ID can sign in. Choose another colleague."));
        return faults;
    }

    private static IResult Conflict(Overtaken overtaken) => Overtaking.Problem(
        overtaken.Now is { } now
            ? Words.Say(
                $"{now.ChangedBy} saved this question in the meantime; it is now version {now.Version}. Reload it and apply your change again.")
            : "The question was deleted in the meantime, or belongs to someone else. Reload it, or save it with another ID.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/journeys/questions/{id:guid}",
            async (Guid id, Request request, SaveQuestion feature, ListQuestions list, HttpContext http, CancellationToken ct) =>
                await feature.Save(new QuestionId(id), request, Actor.Of(http.User), ct) switch
            {
                Saved saved => Results.Json(await list.Find(id, ct), statusCode: saved.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
                Refused refused => Problems.Of(refused.Faults),
                NotYours => Ownership.NotYours("saved question"),
                Overtaken overtaken => Conflict(overtaken),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(JourneysPermissions.Save).WithTags("Saved questions").WithSummary("Creates or edits a saved question").Produces<SavedShown>();
}
