using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Trends;

/// <summary>How something develops over time.</summary>
public sealed class AskTrend(IJourneyIndex index, ReadScope scopes) : IFeature
{
    private const int UsualTop = 20;

    public sealed record Request : AskedScope
    {
        /// <summary>Any event when left out.</summary>
        public string? Event { get; init; }

        public IReadOnlyList<AskedCondition>? Where { get; init; }

        /// <summary>hour, day, week or month; whole: one point for all of the period.</summary>
        public string? Interval { get; init; }

        /// <summary>count, customers, sum, average or median.</summary>
        public string? Measure { get; init; }

        /// <summary>What is summed up; the amount of an interaction (its total, revenue or value) when left out.</summary>
        public string? Property { get; init; }

        /// <summary>A property, or channel, touchpoint, stage, event.</summary>
        public string? Breakdown { get; init; }

        /// <summary>How many series; the others are joined under "other".</summary>
        public int? Top { get; init; }

        /// <summary>Values of the breakdown that get a series each, in place of the commonest; the others are joined under "other".</summary>
        public IReadOnlyList<string>? Keys { get; init; }
    }

    public sealed record Answer(IReadOnlyList<Series> Series);

    /// <param name="Key">The value split by; empty without a breakdown and for interactions without the property.</param>
    public sealed record Series(string Key, bool IsOther, IReadOnlyList<Point> Points);

    /// <param name="N">The interactions behind the value (customers, when customers are counted).</param>
    public sealed record Point(DateTimeOffset At, double Value, long N);

    public sealed record Cell(string? At, string? Key = null, bool IsOther = false);

    public sealed record PeopleRequest(Request? Question, Cell? Cell, int? Limit = null, int? After = null);

    public async Task<Answer> Ask(Request request, CancellationToken ct)
    {
        var question = await Question(request, ct);
        var answer = await index.Ask(question, ct);
        var unit = question is { ValueProperty: null, Measure: Measure.Sum or Measure.Average or Measure.Median } ? (double)Amounts.Unit : 1;
        return new Answer([.. answer.Series.Select(s => new Series(string.Join(", ", s.Key), s.IsOther,
            [.. s.Points.Select(p => new Point(DateTimeOffset.FromUnixTimeMilliseconds(p.AtMs), p.Value / unit, p.N))]))]);
    }

    public async Task<int[]> People(Request request, Cell cell, CancellationToken ct)
    {
        var at = ReadScope.Instant(cell.At, "at") ?? throw new QuestionException("no_such_cell", Words.Say("Provide the point: `at` as in the answer."));
        return await index.People(await Question(request, ct), at, string.IsNullOrEmpty(request.Breakdown) ? [] : [cell.Key ?? ""], cell.IsOther, ct);
    }

    private async Task<TrendQuestion> Question(Request request, CancellationToken ct) => new()
    {
        Scope = await scopes.Read(request, ct),
        Event = Conditions.Pattern(string.IsNullOrEmpty(request.Event) ? EventPattern.AnyEvent : request.Event, request.Where, "event"),
        Zone = ReadScope.Zone(request.TimeZone),
        ValueProperty = string.IsNullOrEmpty(request.Property) ? null : request.Property,
        Breakdown = string.IsNullOrEmpty(request.Breakdown) ? [] : [Conditions.Dimension(request.Breakdown)],
        Top = request.Top ?? UsualTop,
        Keys = request.Keys is null || string.IsNullOrEmpty(request.Breakdown) ? null : [.. request.Keys.Select(k => new[] { k })],
        Interval = request.Interval switch
        {
            "hour" => Interval.Hour,
            null or "" or "day" => Interval.Day,
            "week" => Interval.Week,
            "month" => Interval.Month,
            "whole" => Interval.Whole,
            var other => throw new QuestionException("unknown_interval", Words.Say($"'{other}' is not a valid interval. Use hour, day, week, month or whole.")),
        },
        Measure = request.Measure switch
        {
            null or "" or "count" => Measure.Count,
            "customers" => Measure.Customers,
            "sum" => Measure.Sum,
            "average" => Measure.Average,
            "median" => Measure.Median,
            var other => throw new QuestionException("unknown_measure", Words.Say($"'{other}' is not a valid measure. Use count, customers, sum, average "
                + $"or median.")),
        },
    };

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/journeys/trend", (Request request, AskTrend feature, HttpContext http) => Answered.By(ct => feature.Ask(request, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys").WithSummary("How interactions, customers or amounts change over "
                + "time").Produces<Answer>();
        api.MapPost("/api/journeys/trend/people",
            (PeopleRequest request, AskTrend feature, ShowPeopleBehind people, HttpContext http) => Answered.By(async ct =>
                    await people.Show(await feature.People(request.Question ?? new Request(), request.Cell ?? new Cell(null), ct),
                        request.Limit, request.After, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys").WithSummary("The customers behind a point of a trend").Produces<PeopleFound>();
    }
}
