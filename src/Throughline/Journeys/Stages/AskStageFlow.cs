using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Stages;

/// <summary>How customers move through the stages: forward, back, away and round again.</summary>
public sealed class AskStageFlow(IJourneyIndex index, ITouchpoints touchpoints, ReadScope scopes, TimeProvider clock) : IFeature
{
    public sealed record Request : AskedScope;

    public sealed record Answer(IReadOnlyList<Move> Moves, IReadOnlyList<Stand> Stages);

    /// <param name="Step">How: began, advanced, fellBack, cameRound, left, fellSilent or cameBack.</param>
    public sealed record Move(string From, string To, string Step, long Moves, int Customers, double AverageSeconds, double MedianSeconds);

    /// <param name="Customers">Who was ever in it.</param>
    /// <param name="Now">Who is in it at the end of the period.</param>
    public sealed record Stand(string Key, string Name, int Customers, int Now);

    /// <param name="Step">How they moved, as in the answer; none for any way.</param>
    public sealed record Cell(string From, string To, string? Step = null);

    public sealed record PeopleRequest(Request? Question, Cell? Cell, int? Limit = null, int? After = null);

    public async Task<Answer> Ask(Request request, CancellationToken ct)
    {
        var answer = await index.Ask(await Question(request, ct), ct);
        var book = touchpoints.Now;
        var stands = answer.Stages.ToDictionary(s => s.Stage);
        return new Answer(
            [.. answer.Moves.Select(m => new Move(
                m.From, m.To, char.ToLowerInvariant(m.Step.ToString()[0]) + m.Step.ToString()[1..], m.Moves, m.Customers, m.MeanSeconds,
                m.MedianSeconds))],
            [.. book.Stages.Append(book.Defected).Select(s => stands.GetValueOrDefault(s.Key) is { } stand
                ? new Stand(s.Key, s.Name, stand.Customers, stand.Last)
                : new Stand(s.Key, s.Name, 0, 0))]);
    }

    public async Task<int[]> People(Request request, Cell cell, CancellationToken ct) =>
        await index.People(await Question(request, ct), cell.From, cell.To, StepOf(cell.Step), ct);

    private static StageStep? StepOf(string? step) => string.IsNullOrEmpty(step) ? null
        : Enum.TryParse<StageStep>(step, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known
        : throw new QuestionException("unknown_step", Words.Say($"'{step}' is not a valid kind of move. Use the `step` of a move in the answer."));

    private async Task<StageFlowQuestion> Question(Request request, CancellationToken ct)
    {
        var scope = await scopes.Read(request, ct);
        return new StageFlowQuestion
        { Scope = scope, Rules = touchpoints.Now.Rules, AtMs = Math.Min(scope.ToMs - 1, clock.GetUtcNow().ToUnixTimeMilliseconds())
        };
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/journeys/stages", (Request request, AskStageFlow feature, HttpContext http) => Answered.By(ct => feature.Ask(request, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("How customers move from stage to stage, and how many are in each").Produces<Answer>();
        api.MapPost("/api/journeys/stages/people",
            (PeopleRequest request, AskStageFlow feature, ShowPeopleBehind people, HttpContext http) => Answered.By(async ct =>
                    await people.Show(await feature.People(request.Question ?? new Request(), request.Cell ?? new Cell("", ""), ct),
                        request.Limit, request.After, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("The customers who moved from one stage to another").Produces<PeopleFound>();
    }
}
