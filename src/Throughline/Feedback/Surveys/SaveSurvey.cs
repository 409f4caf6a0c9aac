using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Feedback.Surveys;

/// <summary>Writes a survey, new or changed. It asks one question.</summary>
public sealed partial class SaveSurvey(ThroughlineDb db, TimeProvider clock) : IFeature
{
    public static readonly IReadOnlyList<string> Kinds = ["nps", "csat", "ces", "rating"];

    /// <param name="Version">The version that was read, 0 for a survey that must be new; null: whatever is there is replaced.</param>
    public sealed record Request(string? Name, IReadOnlyList<Question?>? Questions, int? Version = null);

    public abstract record Outcome;
    public sealed record Saved(SurveyShown Survey) : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has saved it since this version was read.</summary>
    public sealed record Overtaken : Outcome;

    public async Task<Outcome> Save(string key, Request request, Actor by, CancellationToken ct)
    {
        if (FaultsIn(key, request) is { Count: > 0 } faults) return new Refused(faults);
        var (surveys, name, question) = (db.Surveys, request.Name!.Trim(), request.Questions![0]!);
        var survey = await surveys.FirstOrDefaultAsync(s => s.Key == key, ct);
        if (request.Version is { } read && read != (survey?.Version ?? 0)) return new Overtaken();
        if (survey is null && await surveys.CountAsync(ct) >= ListSurveys.Most)
            return new Refused([new("key", $"There are already {ListSurveys.Most} surveys. Reuse one you no longer need.")]);
        db.Audit(by, survey is null ? "survey.made" : "survey.changed", $"survey:{key}");
        if (survey is null) surveys.Add(survey = new Survey { Key = key, Name = name, Question = question, Version = 1, ChangedAt = clock.GetUtcNow() });
        else (survey.Name, survey.Question, survey.Version, survey.ChangedAt) = (name, question, survey.Version + 1, clock.GetUtcNow());
        try
        {
            return await db.TrySave(ct) ? new Saved(SurveyShown.Of(survey)) : new Overtaken();
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken();
        }
    }

    private static List<Fault> FaultsIn(string key, Request request)
    {
        List<Fault> faults = [];
        if (!Key().IsMatch(key)) faults.Add(new("key", $"A key has 1 to {Survey.LongestKey} lowercase letters, digits, - and _, and begins with a letter "
            + $"or digit."));
        if (request.Name?.Trim() is not { Length: > 0 and <= Survey.LongestName })
            faults.Add(new("name", $"Enter a survey name of at most {Survey.LongestName} characters."));
        if (request.Questions is not [{ } question]) faults.Add(new("questions", "A survey must have exactly one question."));
        else faults.AddRange(FaultsIn(question));
        return faults;
    }

    private static IEnumerable<Fault> FaultsIn(Question question)
    {
        if (question.Key is null || !Key().IsMatch(question.Key))
            yield return new("questions[0].key", "A question key has lowercase letters, digits, - and _, and begins with a letter or digit.");
        if (!Kinds.Contains(question.Kind)) yield return new("questions[0].kind", $"Choose one of {string.Join(", ", Kinds)}.");
        if (question.Text is not { Count: > 0 } || question.Text.Values.Any(text => string.IsNullOrWhiteSpace(text) || text.Length > Question.LongestText))
            yield return new(
                "questions[0].text", $"Provide the question text by language, such as {{\"en\": \"…\"}}, at most {Question.LongestText} characters each.");
        if (question is { Kind: "nps", Scale: not null and not { Min: 0, Max: 10, Direction: Scale.HighIsGood } })
            yield return new("questions[0].scale", "NPS always uses the scale 0 to 10.");
        else if (question.Scale is { IsSound: false })
            yield return new("questions[0].scale",
                $"A scale goes from min to max, whole numbers from 0 to {Scale.Widest}, with the direction {Scale.HighIsGood} or {Scale.LowIsGood}.");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$")]
    private static partial Regex Key();

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/feedback/surveys/{key}", async (string key, Request request, SaveSurvey feature, HttpContext http, CancellationToken ct) =>
            await feature.Save(key, request, Actor.Of(http.User), ct) switch
            {
                Saved saved => Results.Ok(saved.Survey),
                Refused refused => Problems.Of(refused.Faults),
                Overtaken => Overtaking.Problem("Someone else saved this survey in the meantime. Reload it and apply your change again."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(FeedbackPermissions.Write).WithTags("Feedback").WithSummary("Creates or edits a survey")
        .Produces<SurveyShown>();
}
