using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Feedback.Surveys;
using Throughline.Platform.Outbox;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Feedback.Answers;

/// <summary>Records what a customer answered to a survey, and tells it.</summary>
public sealed class RecordAnswer(ThroughlineDb db, IFindCustomers customers, TimeProvider clock) : IFeature
{
    /// <param name="Customer">Their number; else <paramref name="Identity"/>, <c>KIND:VALUE</c>, who becomes a customer if nobody is known by it.</param>
    /// <param name="Answers">By the question's key.</param>
    /// <param name="AnswerId">The caller's own name of the answer: sent again, it is recorded once.</param>
    public sealed record Request(
        string? Customer, string? Identity, IReadOnlyDictionary<string, JsonElement>? Answers, string? Channel = null, string? AnswerId = null);

    /// <param name="Id">The answer's number.</param>
    public sealed record Shown(Guid Id, string Survey, string Question, double Score, DateTimeOffset At);

    public abstract record Outcome;
    public sealed record Recorded(Shown Answer) : Outcome;
    public sealed record RecordedBefore(Shown Answer) : Outcome;
    public sealed record NoSuchSurvey : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    public async Task<Outcome> Record(string key, Request request, CancellationToken ct)
    {
        var surveys = db.Surveys;
        if (await surveys.FirstOrDefaultAsync(s => s.Key == key, ct) is not { } survey) return new NoSuchSurvey();
        if (FaultsIn(request, survey.Question) is { Count: > 0 } faults) return new Refused(faults);
        if (await customers.Meant(request.Customer, request.Identity, ct) is not { } customer)
            return new Refused([new(request.Customer is null ? "identity" : "customer",
                "Provide the customer: a customer number as `customer`, or `identity` as KIND:VALUE.")]);
        if (await Before(key, request.AnswerId, ct) is { } before) return new RecordedBefore(before);

        var (question, score) = (survey.Question, request.Answers![survey.Question.Key].GetDouble());
        var answer = Answer.To(survey, score, customer, request.Channel ?? "server", request.AnswerId, clock.GetUtcNow());
        db.Add(answer);
        db.Publish(new AnswerGiven(
            answer.Id.Value, key, question.Key, question.Asked, question.Kind, score, question.Measure.Max, question.IsUnhappy(score),
            answer.Channel, customer, answer.At));
        if (await db.TrySave(ct)) return new Recorded(Show(answer));
        return new RecordedBefore((await Before(key, request.AnswerId, ct))!); // Told twice at once: the index let one of them in.
    }

    private async Task<Shown?> Before(string key, string? givenId, CancellationToken ct)
    {
        var answers = db.Answers;
        if (givenId is null) return null;
        return await answers.AsNoTracking().FirstOrDefaultAsync(a => a.SurveyKey == key && a.GivenId == givenId, ct) is { } answer ? Show(answer) : null;
    }

    private static Shown Show(Answer answer) => new(answer.Id.Value, answer.SurveyKey, answer.QuestionKey, answer.Score, answer.At);

    private static List<Fault> FaultsIn(Request request, Question question)
    {
        List<Fault> faults = [];
        if (request.Answers is null || !request.Answers.TryGetValue(question.Key, out var value))
            faults.Add(new($"answers.{question.Key}", $"Answer the question \"{question.Key}\"."));
        else if (value.ValueKind != JsonValueKind.Number || !question.Measure.Accepts(value.GetDouble()))
            faults.Add(new($"answers.{question.Key}", $"Enter a whole number from {question.Measure.Min} to {question.Measure.Max}."));
        foreach (var other in (request.Answers?.Keys ?? []).Where(key => key != question.Key))
            faults.Add(new($"answers.{other}", $"This survey has no question \"{other}\"."));
        if (request.Channel is { } channel && channel is not { Length: > 0 and <= Answer.LongestChannel })
            faults.Add(new("channel", $"Enter a channel of at most {Answer.LongestChannel} characters, or leave it out."));
        if (request.AnswerId is { } id && id is not { Length: > 0 and <= Answer.LongestGivenId })
            faults.Add(new("answerId", $"Enter an ID of at most {Answer.LongestGivenId} characters, or leave it out."));
        return faults;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/feedback/surveys/{key}/answers", async (string key, Request request, RecordAnswer feature, CancellationToken ct) =>
            await feature.Record(key, request, ct) switch
            {
                Recorded recorded => Results.Created((string?)null, recorded.Answer),
                RecordedBefore before => Results.Ok(before.Answer),
                NoSuchSurvey => Problems.Of(StatusCodes.Status404NotFound, "no_such_survey",
                    "There is no survey with this key. Create it first, or correct the key."),
                Refused refused => Problems.Of(refused.Faults),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(FeedbackPermissions.Answer).WithTags("Feedback").WithSummary("Records what a customer answered")
        .Produces<Shown>(StatusCodes.Status201Created).Produces<Shown>();
}
