using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Next;

/// <summary>What customers do next after an event or a touchpoint.</summary>
public sealed class AskNextSteps(IJourneyIndex index, ReadScope scopes) : IFeature
{
    public sealed record Request : AskedScope
    {
        /// <summary>After which event; any when left out.</summary>
        public string? After { get; init; }

        /// <summary>After which touchpoint; any when left out.</summary>
        public string? Touchpoint { get; init; }

        public IReadOnlyList<AskedCondition>? Where { get; init; }

        /// <summary>What of the next interaction is told: touchpoint, event, channel, stage or a property.</summary>
        public string? By { get; init; }

        public long? WithinSeconds { get; init; }

        /// <summary>True: what came before instead of what comes next.</summary>
        public bool? Backwards { get; init; }
        public int? Top { get; init; }
    }

    /// <param name="Customers">Who did it, whatever followed.</param>
    /// <param name="NothingCustomers">After whom nothing followed, once at least.</param>
    public sealed record Answer(long Total, IReadOnlyList<Next> Steps, long Other, long Nothing, int Customers, int NothingCustomers);

    /// <param name="Key">Empty where the next interaction has none (an unassigned event has no touchpoint).</param>
    public sealed record Next(string Key, long Count, int Customers, double MedianSeconds);

    /// <param name="Key">Null for those after whom nothing followed.</param>
    public sealed record Cell(string? Key);

    public sealed record PeopleRequest(Request? Question, Cell? Cell, int? Limit = null, int? After = null);

    public async Task<Answer> Ask(Request request, CancellationToken ct)
    {
        var answer = await index.Ask(await Question(request, ct), ct);
        return new Answer(answer.Total,
            [.. answer.Steps.Select(s => new Next(s.Key, s.Count, s.Customers, s.MedianSeconds))], answer.Other, answer.Nothing,
            answer.Customers, answer.NothingCustomers);
    }

    public async Task<int[]> People(Request request, Cell cell, CancellationToken ct) => await index.People(await Question(request, ct), cell.Key, ct);

    private async Task<NextStepsQuestion> Question(Request request, CancellationToken ct)
    {
        var after = Conditions.Pattern(string.IsNullOrEmpty(request.After) ? EventPattern.AnyEvent : request.After, request.Where, "after");
        if (!string.IsNullOrEmpty(request.Touchpoint))
            after = after with { Where = (after.Where ?? new RowFilter()) with { Touchpoints = [request.Touchpoint] } };
        return new NextStepsQuestion
        {
            Scope = await scopes.Read(request, ct),
            After = after,
            By = Conditions.Dimension(string.IsNullOrEmpty(request.By) ? "touchpoint" : request.By),
            WithinSeconds = request.WithinSeconds,
            Backwards = request.Backwards ?? false,
            Top = request.Top ?? 20,
        };
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/journeys/next", (Request request, AskNextSteps feature, HttpContext http) => Answered.By(ct => feature.Ask(request, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("What customers do next after an event or touchpoint").Produces<Answer>();
        api.MapPost("/api/journeys/next/people",
            (PeopleRequest request, AskNextSteps feature, ShowPeopleBehind people, HttpContext http) => Answered.By(async ct =>
                    await people.Show(await feature.People(request.Question ?? new Request(), request.Cell ?? new Cell(null), ct),
                        request.Limit, request.After, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys").WithSummary("The customers who took a next step").Produces<PeopleFound>();
    }
}
