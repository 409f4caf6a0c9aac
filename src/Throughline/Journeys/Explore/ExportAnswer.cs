using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Questions;
using Throughline.Platform.Csv;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Explore;

/// <summary>The answer to a question as a file, asked as the address of its explorer says it.</summary>
public sealed class ExportAnswer(AskQuestion ask, IEnumerable<AnswerSheet> sheets) : IFeature
{
    /// <exception cref="QuestionException">It cannot be answered as it stands.</exception>
    public async Task<IResult> Export(QuestionKind kind, string? query, CancellationToken ct)
    {
        var asked = await ask.Show(kind, query, null, ct);
        if (asked.Shown is CatchingUp building) throw new JourneysCatchUpException(building.Done);
        if (asked.Shown is Misasked not) throw new QuestionException(not.Code, not.Why);
        var period = asked.Period;
        var sheet = sheets.Single(s => s.Kind == kind).Of(asked.Shown).With(
            ("period_from", period is null ? null : Sheet.Day(period.First)), ("period_to", period is null ? null : Sheet.Day(period.Last)),
            ("segment", asked.Question["segment"]));
        return sheet.AsFile(period is null ? kind.Key : $"{kind.Key}-{Sheet.Day(period.First)}-{Sheet.Day(period.Last)}");
    }

    public static string Address(Question question) =>
        $"/api/journeys/figures/{question.Kind.Key}{(question.Query.Length == 0 ? "" : $"?{question.Query}")}";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/journeys/figures/{kind}", (string kind, ExportAnswer feature, HttpContext http) => Answered.File(ct =>
            feature.Export(
                QuestionKind.Of(kind) ?? throw new QuestionException("unknown_kind", Words.Say($"There is no kind of question “{kind}”.")),
                http.Request.QueryString.Value, ct), http))
        .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
        .WithSummary("The answer to a question as CSV; the question as the address of its explorer has it").Produces(200, contentType: "text/csv");
}
