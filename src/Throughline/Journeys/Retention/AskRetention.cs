using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Retention;

/// <summary>How many customers come back.</summary>
public sealed class AskRetention(IJourneyIndex index, ReadScope scopes) : IFeature
{
    public sealed record Request : AskedScope
    {
        public string? Start { get; init; }
        public IReadOnlyList<AskedCondition>? StartWhere { get; init; }
        public string? Return { get; init; }
        public IReadOnlyList<AskedCondition>? ReturnWhere { get; init; }

        /// <summary>day, week or month.</summary>
        public string? Period { get; init; }

        public int? Periods { get; init; }

        /// <summary>recurring or firstTime.</summary>
        public string? Mode { get; init; }

        /// <summary>on: active in exactly that period; onOrAfter: then or later.</summary>
        public string? Counting { get; init; }
    }

    public sealed record Answer(IReadOnlyList<CohortAnswer> Cohorts);

    public sealed record CohortAnswer(DateTimeOffset Start, int Size, IReadOnlyList<int> Returned);

    /// <param name="Cohort">Counted from 0.</param>
    /// <param name="Period">Counted from 0, the cohort's own; none for the whole cohort.</param>
    public sealed record Cell(int Cohort, int? Period = null);

    public sealed record PeopleRequest(Request? Question, Cell? Cell, int? Limit = null, int? After = null);

    public async Task<Answer> Ask(Request request, CancellationToken ct)
    {
        var answer = await index.Ask(await Question(request, ct), ct);
        return new Answer([.. answer.Cohorts.Select(c => new CohortAnswer(DateTimeOffset.FromUnixTimeMilliseconds(c.StartMs), c.Size, c.Returned))]);
    }

    public async Task<int[]> People(Request request, Cell cell, CancellationToken ct) =>
        await index.People(await Question(request, ct), cell.Cohort, cell.Period, ct);

    private async Task<RetentionQuestion> Question(Request request, CancellationToken ct) => new()
    {
        Scope = await scopes.Read(request, ct),
        Start = Conditions.Pattern(request.Start, request.StartWhere, "start"),
        Return = Conditions.Pattern(request.Return, request.ReturnWhere, "return"),
        Interval = request.Period switch
        {
            "day" => Interval.Day,
            null or "" or "week" => Interval.Week,
            "month" => Interval.Month,
            var other => throw new QuestionException("unknown_period", Words.Say($"'{other}' is not a valid period. Use day, week or month.")),
        },
        Periods = request.Periods ?? 12,
        Zone = ReadScope.Zone(request.TimeZone),
        Cohorts = request.Mode switch
        {
            null or "" or "recurring" => CohortMode.Recurring,
            "firstTime" => CohortMode.FirstTime,
            var other => throw new QuestionException("unknown_mode", Words.Say($"'{other}' is not a valid mode. Use recurring or firstTime.")),
        },
        Returns = request.Counting switch
        {
            null or "" or "on" => ReturnMode.On,
            "onOrAfter" => ReturnMode.OnOrAfter,
            var other => throw new QuestionException("unknown_counting", Words.Say($"'{other}' is not a valid way to count returns. Use on or onOrAfter.")),
        },
    };

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/journeys/retention", (Request request, AskRetention feature, HttpContext http) => Answered.By(ct => feature.Ask(request, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("How many customers of each cohort come back, by period").Produces<Answer>();
        api.MapPost("/api/journeys/retention/people",
            (PeopleRequest request, AskRetention feature, ShowPeopleBehind people, HttpContext http) => Answered.By(async ct =>
                    await people.Show(await feature.People(request.Question ?? new Request(), request.Cell ?? new Cell(0), ct),
                        request.Limit, request.After, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("The customers of a cohort, or those who came back in a period").Produces<PeopleFound>();
    }
}
