using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.WrittenTimes;
using Throughline.Statistics.Experiments;
using Throughline.Statistics.Scores;

namespace Throughline.Touchpoints.About;

/// <summary>What happens at a touchpoint in a period: who comes, from where and to where, who gets what they wanted, how long it takes.</summary>
public sealed class AboutTouchpoint(IJourneyIndex index, ITouchpoints touchpoints, CompareSegments segments, TimeProvider clock) : IFeature
{
    public const int MostNeighbours = 8;
    private const int MostParts = 31;

    public sealed record Request(DateTimeOffset From, DateTimeOffset To)
    {
        /// <summary>Only these; null: everybody.</summary>
        public CustomerSet? Customers { get; init; }
    }

    public abstract record Outcome;

    /// <param name="Course">The period in equal parts.</param>
    /// <param name="Goal">Null without a goal event, or when nobody's time is over.</param>
    public sealed record Found(
        long Interactions, int Customers, long InteractionsBefore, int CustomersBefore, IReadOnlyList<Part> Course, GoalReached? Goal,
        Neighbours CameFrom, Neighbours WentTo, IReadOnlyList<SegmentShare> Segments) : Outcome
    {
        /// <summary>Null without a goal, and where nobody was judged before.</summary>
        public GoalChange? Change { get; init; }
    }

    /// <param name="PValue">Pooled two-proportion test, of this touchpoint alone; null with fewer than 20 on a side.</param>
    public sealed record GoalChange(double Before, int ReachedBefore, int JudgedBefore, double By, double? PValue)
    {
        public bool IsSupported => PValue < 0.05;
    }

    public sealed record NoSuchTouchpoint : Outcome;

    public sealed record Part(DateTimeOffset At, long Interactions, int Customers, int Reached, int Judged);

    /// <param name="Judged">Whose time is over, or who have reached it.</param>
    /// <param name="MedianSeconds">From the touchpoint to the goal; null when the goal is always the touchpoint itself.</param>
    public sealed record GoalReached(int Reached, int Judged, int Open, double Share, double Low, double High, double? MedianSeconds);

    /// <param name="Total">Interactions at the touchpoint.</param>
    /// <param name="Nothing">Of them, those with nothing before or after in the period.</param>
    public sealed record Neighbours(long Total, IReadOnlyList<Neighbour> Touchpoints, long Others, long Nothing);

    /// <param name="Touchpoint">Its key; empty for unassigned interactions.</param>
    public sealed record Neighbour(string Touchpoint, string Name, long Count, int Customers, double MedianSeconds);

    public async Task<Outcome> Show(string key, Request request, CancellationToken ct)
    {
        var book = touchpoints.Now;
        if (book.Touchpoints.FirstOrDefault(t => t.Key == key) is not { } touchpoint) return new NoSuchTouchpoint();
        var scope = new Scope
        {
            FromMs = Math.Max(0, request.From.ToUnixTimeMilliseconds()),
            ToMs = Math.Min(request.To.ToUnixTimeMilliseconds(), JourneyRow.TimeLimitMs),
            Customers = request.Customers,
        };
        var question = new TouchpointsQuestion
        { Scope = scope, NowMs = NowMs, Parts = Math.Clamp((int)(request.To - request.From).TotalDays, 1, MostParts),
            Goals = GoalOf(touchpoint)
        };
        var now = Of(key, await index.Ask(question, ct));
        var before = scope.FromMs == 0 ? null : Of(key, await index.Ask(
            question with { Parts = 1, Scope = Before(scope) }, ct));
        return new Found(now?.Rows ?? 0, now?.Customers ?? 0, before?.Rows ?? 0, before?.Customers ?? 0, Course(now, scope), now is null
            ? null
            : await Goal(touchpoint, now, scope, ct),
            await Beside(key, book, scope, backwards: true, ct), await Beside(key, book, scope, backwards: false, ct),
            now is null || request.Customers is not null ? [] : await segments.Compare(touchpoint, question with { Parts = 1 }, now, ct))
        {
            Change = touchpoint.GoalEvent is null ? null : ChangeOf(now, before),
        };
    }

    private static GoalChange? ChangeOf(TouchpointCount? now, TouchpointCount? before)
    {
        const int FewestToJudge = 20;
        var (judged, judgedBefore) = (now is null ? 0 : now.Customers - now.Open, before is null ? 0 : before.Customers - before.Open);
        if (judged == 0 || judgedBefore == 0) return null;
        var (share, shareBefore) = ((double)now!.Reached / judged, (double)before!.Reached / judgedBefore);
        return new GoalChange(shareBefore, before.Reached, judgedBefore, share - shareBefore,
            Math.Min(judged, judgedBefore) < FewestToJudge ? null : TwoProportionTest.Pooled(before.Reached, judgedBefore, now.Reached, judged).PValue);
    }

    // As long, and where the period goes on as far in: as on the map.
    private Scope Before(Scope scope)
    {
        var from = Math.Max(0, scope.FromMs - (scope.ToMs - scope.FromMs));
        return scope with { FromMs = from, ToMs = Math.Clamp(from + (NowMs + 1 - scope.FromMs), from + 1, scope.FromMs) };
    }

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    internal static TouchpointCount? Of(string key, TouchpointsAnswer answer) => answer.Touchpoints.FirstOrDefault(t => t.Touchpoint == key);

    private static IReadOnlyList<TouchpointGoal> GoalOf(TouchpointView touchpoint) =>
        touchpoint.GoalEvent is null ? [] : [new TouchpointGoal(touchpoint.Key, new EventPattern(touchpoint.GoalEvent), touchpoint.GoalWithinSeconds)];

    private static IReadOnlyList<Part> Course(TouchpointCount? now, Scope scope) => now is null ? [] :
        [.. now.Parts.Select((p, i) => new Part(
            DateTimeOffset.FromUnixTimeMilliseconds(scope.FromMs + ((scope.ToMs - scope.FromMs) * i / now.Parts.Count)),
            p.Rows,
            p.Customers,
            p.Reached,
            p.Customers - p.Open))];

    private async Task<GoalReached?> Goal(TouchpointView touchpoint, TouchpointCount now, Scope scope, CancellationToken ct)
    {
        var judged = now.Customers - now.Open;
        if (touchpoint.GoalEvent is null || judged == 0) return null;
        var interval = Proportion.Wilson(now.Reached, judged).Interval;
        return new GoalReached(
            now.Reached, judged, now.Open, (double)now.Reached / judged, interval.Low, interval.High, await TimeToGoal(touchpoint, scope, ct));
    }

    private async Task<double?> TimeToGoal(TouchpointView touchpoint, Scope scope, CancellationToken ct)
    {
        if (touchpoint.GoalWithinSeconds < 1) return null;
        var withinMs = touchpoint.GoalWithinSeconds * 1000;
        var answer = await index.Ask(new FunnelQuestion
        {
            Scope = scope with { ToMs = Math.Max(scope.FromMs + 1, Math.Min(scope.ToMs + withinMs, NowMs + 1)) },
            StartsBeforeMs = Math.Min(scope.ToMs, NowMs - withinMs + 1),
            Steps = [new FunnelStep(At(touchpoint.Key)), new FunnelStep(new EventPattern(touchpoint.GoalEvent!))],
            WindowSeconds = touchpoint.GoalWithinSeconds,
            StepTimes = false,
        }, ct);
        return answer.All.Total.N == 0 ? null : answer.All.Total.MedianSeconds;
    }

    private async Task<Neighbours> Beside(string key, TouchpointBook book, Scope scope, bool backwards, CancellationToken ct)
    {
        var answer = await index.Ask(
            new NextStepsQuestion { Scope = scope, After = At(key), By = Dimension.Touchpoint, Backwards = backwards, Top = MostNeighbours }, ct);
        var names = book.Touchpoints.ToDictionary(t => t.Key, t => t.Name);
        return new Neighbours(
            answer.Total,
            [.. answer.Steps.Select(s => new Neighbour(s.Key, names.GetValueOrDefault(s.Key, s.Key), s.Count, s.Customers, s.MedianSeconds))],
            answer.Other,
            answer.Nothing);
    }

    private static EventPattern At(string key) => new(EventPattern.AnyEvent, new RowFilter { Touchpoints = [key] });

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/touchpoints/{key}/about",
            async (string key, GivenInstant? from, GivenInstant? to, AboutTouchpoint feature, TimeProvider clock, HttpContext http) =>
            {
            var now = clock.GetUtcNow();
            var request = new Request(from?.At ?? now.AddDays(-30), to?.At ?? now);
            if (request.From >= request.To)
                return Problems.Of(StatusCodes.Status400BadRequest, "inverted_period", "The period ends before it begins; `to` must be later than `from`.");
            try
            {
                return await feature.Show(key, request, http.RequestAborted) is Found found ? Results.Ok(found) : UnknownTouchpoint.Problem();
            }
            catch (JourneysCatchUpException e)
            {
                http.Response.Headers.RetryAfter = "1";
                return Problems.Of(StatusCodes.Status503ServiceUnavailable, "catching_up", e.Message);
            }
        })
        .RequirePermission(TouchpointsPermissions.Read).WithTags("Touchpoints")
        .WithSummary("What happens at a touchpoint: volume, goal, where customers come from and go to, segments that differ")
        .Produces<Found>();
}
