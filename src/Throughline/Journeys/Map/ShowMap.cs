using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Map;

/// <summary>The journey map: every stage with its touchpoints, who came by, whether they got what they wanted, and what changed.</summary>
public sealed class ShowMap(
    IJourneyIndex index, ITouchpoints touchpoints, ReadScope scopes, ReadScores scores, IPromises promises, TimeProvider clock) : IFeature
{
    public const int Parts = 10;

    public sealed record Request : AskedScope
    {
        /// <summary>A key; the API takes nothing else in an address.</summary>
        public static Request Of(string? from, string? to, string? segment) => new()
        {
            From = from,
            To = to,
            Segment = string.IsNullOrEmpty(segment) ? null : JsonSerializer.SerializeToElement(segment),
        };
    }

    /// <param name="Before">What the period before holds.</param>
    public sealed record Answer(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<StageOfMap> Stages, long Unassigned, Earlier Before);

    /// <summary>Whether there is a period before to compare with: nothing happened in it, what we hold begins within it, or it is whole.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Earlier>))]
    public enum Earlier
    {
        [JsonStringEnumMemberName("none")] None,
        [JsonStringEnumMemberName("partly")] Partly,
        [JsonStringEnumMemberName("whole")] Whole,
    }

    /// <param name="Customers">Who was at one of its touchpoints in the period; of the last stage, who left in it.</param>
    /// <param name="StandingNow">Who stands in it at the end of the period.</param>
    public sealed record StageOfMap(string Key, string Name, int Customers, int StandingNow, IReadOnlyList<TouchpointOfMap> Touchpoints);

    /// <param name="GoalReached">Share of the customers there who reached their goal, of those whose time is not still running; none
    /// without a goal or without anybody.</param>
    /// <param name="Change">That share less the share of the period before.</param>
    /// <param name="ChangeIsSupported">A test over all touchpoints says that the change is more than chance.</param>
    public sealed record TouchpointOfMap(
        string Key, string Name, string Channel, long Interactions, int Customers, double? GoalReached, double? Change, Owner Owner,
        string Goal, GoalFigures? GoalFigures, bool ChangeIsSupported, long InteractionsBefore, IReadOnlyList<double?> Course)
    {
        /// <summary>An event tells whether customers got what they wanted.</summary>
        public bool HasGoal { get; init; }

        /// <summary>Customers whose time to reach the goal still runs.</summary>
        public int OnTheWay { get; init; }

        public int CustomersBefore { get; init; }

        /// <summary>Customers in each tenth of the period.</summary>
        public IReadOnlyList<double?> VolumeCourse { get; init; } = [];

        /// <summary>How many customers came against the period before; null where that is not whole.</summary>
        public VolumeFigures? Volume { get; init; }

        /// <summary>A test over all touchpoints says that its volume changed otherwise than the map's, by a quarter at least.</summary>
        public bool VolumeIsSupported { get; init; }

        /// <summary>How what is promised there is kept; null where nothing is promised that can be measured.</summary>
        public PromiseKept? Promise { get; init; }

        /// <summary>Fewer reach the goal than before, a change of volume stands out, or the promise is broken.</summary>
        public bool IsOff => (ChangeIsSupported && Change < 0) || VolumeIsSupported || Promise?.IsBroken == true;

        /// <summary>What rooms measured there in the period.</summary>
        public IReadOnlyList<TouchpointScore> Scores { get; init; } = [];
    }

    public sealed record Owner(string Department, string? Person);

    /// <param name="Ratio">Customers of this period over those of the period before, by equal tenths.</param>
    /// <param name="Expected">What the touchpoints of the map did in the middle.</param>
    /// <param name="Dispersion">How much more the tenths swing than chance alone.</param>
    public sealed record VolumeFigures(double Ratio, double Low, double High, double Expected, double Dispersion, double PValue);

    /// <param name="Judged">Customers whose time to reach the goal is over, or who have reached it.</param>
    /// <param name="Open">Customers whose time still runs.</param>
    public sealed record GoalFigures(int Reached, int Judged, int Open, double Low, double High, int ReachedBefore, int JudgedBefore, double? PValue);

    public async Task<Answer> Show(Request request, CancellationToken ct)
    {
        var book = touchpoints.Now;
        var scope = await scopes.Read(request, ct);
        var before = Before(scope, clock.GetUtcNow());
        var now = await index.Ask(Question(book, UpToNow(scope)), ct);
        var then = before is null ? new TouchpointsAnswer([], []) : await index.Ask(Question(book, before), ct);
        var earlier = then.Touchpoints.Count == 0 ? Earlier.None : then.Touchpoints.Any(t => t.Parts[0].Rows > 0) ? Earlier.Whole : Earlier.Partly;
        var flow = await index.Ask(new StageFlowQuestion { Scope = scope, Rules = book.Rules, AtMs = Math.Min(scope.ToMs - 1, NowMs) }, ct);
        var stages = MapReader.Stages(book, now, then, flow, earlier, await Promises(scope, ct));
        return new Answer(DateTimeOffset.FromUnixTimeMilliseconds(scope.FromMs), DateTimeOffset.FromUnixTimeMilliseconds(scope.ToMs),
            await scores.Beside(stages, scope, ct),
            now.Touchpoints.FirstOrDefault(t => t.Touchpoint.Length == 0)?.Rows ?? 0, earlier);
    }

    /// <summary>As long, and where the period goes on as far in, so that a day half over is not held against a
    /// whole one; null when nothing came before.</summary>
    public static Scope? Before(Scope scope, DateTimeOffset now)
    {
        if (scope.FromMs == 0) return null;
        var from = Math.Max(0, scope.FromMs - (scope.ToMs - scope.FromMs));
        return scope with { FromMs = from, ToMs = Math.Clamp(from + (now.ToUnixTimeMilliseconds() + 1 - scope.FromMs), from + 1, scope.FromMs) };
    }

    /// <summary>The customers behind a figure of the map.</summary>
    public async Task<int[]> People(Request request, string? touchpoint, string? stage, GoalState? goal, CancellationToken ct)
    {
        var (book, scope) = (touchpoints.Now, await scopes.Read(request, ct));
        if (stage == book.Defected.Key && touchpoint is null)
        {
            var flow = new StageFlowQuestion { Scope = scope, Rules = book.Rules, AtMs = Math.Min(scope.ToMs - 1, NowMs) };
            return await index.People(flow, null, stage, null, ct);
        }
        return await index.People(Question(book, scope), new TouchpointCell(touchpoint, stage, goal), ct);
    }

    /// <summary>Who stands in a stage at the end of the period.</summary>
    public async Task<int[]> Standing(Request request, string stage, CancellationToken ct)
    {
        var scope = await scopes.Read(request, ct);
        var standing = await index.Ask(new StageStandingQuestion(touchpoints.Now.Rules, stage, Math.Min(scope.ToMs - 1, NowMs)), ct);
        return [.. (scope.Customers is { } only ? standing.And(only) : standing).Customers()];
    }

    // A promise may need a property that the index has no column for yet; the map does not wait for it.
    private async Task<IReadOnlyDictionary<string, PromiseKept>> Promises(Scope scope, CancellationToken ct)
    {
        try
        {
            return await promises.Measure(scope, ct);
        }
        catch (JourneysCatchUpException)
        {
            return new Dictionary<string, PromiseKept>();
        }
    }

    // Its tenths are of what has been of the period.
    private Scope UpToNow(Scope scope) => scope with { ToMs = Math.Clamp(NowMs + 1, scope.FromMs + 1, scope.ToMs) };

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private TouchpointsQuestion Question(TouchpointBook book, Scope scope) => new()
    {
        Scope = scope,
        NowMs = NowMs,
        Parts = Parts,
        Goals = [.. book.Touchpoints
            .Where(t => t.GoalEvent is not null)
            .Select(t => new TouchpointGoal(t.Key, new EventPattern(t.GoalEvent!), t.GoalWithinSeconds))],
    };

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/journeys/map", (string? from, string? to, string? segment, ShowMap feature, HttpContext http) =>
            Answered.By(ct => feature.Show(Request.Of(from, to, segment), ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("The journey map: stages and touchpoints with customers, goals reached and changes").Produces<Answer>();
        api.MapGet("/api/journeys/map/people", (
            string? from, string? to, string? segment, string? touchpoint, string? stage, GoalState? goal, int? limit, int? after,
            ShowMap feature, ShowPeopleBehind people, HttpContext http) =>
                Answered.By(
                    async ct => await people.Show(await feature.People(Request.Of(from, to, segment), touchpoint, stage, goal, ct), limit, after, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("The customers behind a figure of the journey map").Produces<PeopleFound>();
    }
}
