using System.Diagnostics;
using System.Text.Json.Serialization;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Funnels;

/// <summary>How far customers come through a sequence of steps.</summary>
public sealed class AskFunnel(IJourneyIndex index, ReadScope scopes, ISegments segments, TimeProvider clock) : IFeature
{
    public const long UsualWindow = 14 * 24 * 3600;

    public sealed record Request : AskedScope
    {
        public IReadOnlyList<Step>? Steps { get; init; }

        /// <summary>Counted from the first step, its end included.</summary>
        public long? WindowSeconds { get; init; }

        /// <summary>ordered, strict or unordered.</summary>
        public string? Mode { get; init; }

        public IReadOnlyList<Exclusion>? Exclusions { get; init; }
        public Breakdown? Breakdown { get; init; }

        /// <summary>Whose window still runs: <c>counted</c> like everybody (nothing after the period counts), or <c>apart</c>, in no step and
        /// no share; then what follows the first step may come after the period, within the window.</summary>
        public string? Running { get; init; }
    }

    /// <param name="Occurrence">any, firstEver or firstMatching.</param>
    public sealed record Step(string? Event, IReadOnlyList<AskedCondition>? Where = null, string? Occurrence = null, bool? Optional = null);

    /// <summary>Must not happen between two steps, counted from 0.</summary>
    public sealed record Exclusion(string? Event, int? FromStep = null, int? ToStep = null, IReadOnlyList<AskedCondition>? Where = null);

    /// <param name="Property">A property, or channel, touchpoint, stage, event.</param>
    /// <param name="Attribution">firstTouch, lastTouch, allEvents or step.</param>
    /// <param name="Segments">Instead of a property: keys of segments to set side by side.</param>
    public sealed record Breakdown(
        string? Property = null, string? Attribution = null, int? Step = null, IReadOnlyList<string>? Segments = null, int? Top = null);

    public sealed record Answer(IReadOnlyList<StepAnswer> Steps, Times Total, IReadOnlyList<Part>? Breakdown, double ElapsedMs)
    {
        /// <summary>Who began and has no window that is over; null where they are counted with the others.</summary>
        public int? OnTheWay { get; init; }
    }

    /// <summary>Seconds are from the step before; none at the first step.</summary>
    public sealed record StepAnswer(
        string Event, int Customers, double Conversion, double? AverageSeconds, double? MedianSeconds, IReadOnlyList<double> DecilesSeconds);

    /// <summary>From the first step to the last, of those who came through.</summary>
    public sealed record Times(int N, double? AverageSeconds, double? MedianSeconds, IReadOnlyList<double> DecilesSeconds)
    {
        /// <summary>How many took how long, by <see cref="TimeScale"/>; for drawing and for tests.</summary>
        [JsonIgnore]
        public IReadOnlyList<int> Stretches { get; init; } = [];
    }

    public sealed record Part(string Key, bool IsOther, IReadOnlyList<StepAnswer> Steps, Times Total);

    /// <param name="Dropped">Those who came to the step before and not to this.</param>
    /// <param name="OnTheWay">Those whose window still runs, where they stand apart.</param>
    public sealed record Cell(int Step, bool Dropped = false, string? Key = null, bool OnTheWay = false);

    public sealed record PeopleRequest(Request? Question, Cell? Cell, int? Limit = null, int? After = null);

    public async Task<Answer> Ask(Request request, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var (question, apart) = (await Question(request, ct), IsApart(request));
        var answer = await index.Ask(apart ? StillRunning.Apart(question, NowMs) : question, ct);
        return new Answer(Steps(request, answer.All), TimesOf(answer.All.Total), request.Breakdown is null
            ? null
            : [.. answer.Breakdown.Select(p => new Part(p.Key, p.IsOther, Steps(request, p.Funnel), TimesOf(p.Funnel.Total)))],
            Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2))
        {
            OnTheWay = apart ? await StillRunning.Count(index, question, NowMs, ct) : null,
        };
    }

    public async Task<int[]> People(Request request, Cell cell, CancellationToken ct)
    {
        var question = await Question(request, ct);
        if (cell.OnTheWay) return await StillRunning.People(index, question, NowMs, ct);
        return await index.People(IsApart(request) ? StillRunning.Apart(question, NowMs) : question, new FunnelCell(cell.Step, cell.Dropped, cell.Key), ct);
    }

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static bool IsApart(Request request) => request.Running switch
    {
        null or "" or "counted" => false,
        "apart" => true,
        var other => throw new QuestionException("unknown_running", Words.Say($"'{other}' is not a valid way to treat open windows. Use counted or apart.")),
    };

    public async Task<FunnelQuestion> Question(Request request, CancellationToken ct) => new()
    {
        Scope = await scopes.Read(request, ct),
        Steps = [.. (request.Steps ?? []).Select((s, i) => new FunnelStep(
            Conditions.Pattern(s?.Event, s?.Where, $"steps[{i}].event"), OccurrenceOf(s?.Occurrence), s?.Optional ?? false))],
        WindowSeconds = request.WindowSeconds ?? UsualWindow,
        SharesRow = IsToAGoal(request),
        Mode = request.Mode switch
        {
            null or "" or "ordered" => FunnelMode.Ordered,
            "strict" => FunnelMode.Strict,
            "unordered" => FunnelMode.Unordered,
            var other => throw new QuestionException("unknown_mode", Words.Say($"'{other}' is not a valid mode. Use ordered, strict or unordered.")),
        },
        Exclusions = [.. (request.Exclusions ?? []).Select((e, i) => new FunnelExclusion(
            Conditions.Pattern(e?.Event, e?.Where, $"exclusions[{i}].event"), e?.FromStep ?? 0, e?.ToStep ?? (request.Steps?.Count ?? 1) - 1))],
        Breakdown = request.Breakdown is { } breakdown ? await BreakdownOf(breakdown, ct) : null,
    };

    // As on the map: what happens at a touchpoint may itself be what the customer came for.
    private static bool IsToAGoal(Request request) =>
        request.Steps is [{ } first, not null] && Conditions.TouchpointOf(first.Event) is not null && request.Mode is null or "" or "ordered";

    private async Task<FunnelBreakdown> BreakdownOf(Breakdown asked, CancellationToken ct)
    {
        var top = asked.Top ?? 100;
        if (asked.Segments is { Count: > 0 } keys)
        {
            var sets = new List<NamedSet>();
            foreach (var key in keys) sets.Add(new NamedSet(key, await segments.Customers(key, ct)
                ?? throw new QuestionException("no_such_segment", Words.Say($"The segment “{key}” does not exist; it may have been deleted."))));
            return new FunnelBreakdown { Segments = sets, Top = top };
        }
        return new FunnelBreakdown
        {
            By = Conditions.Dimension(asked.Property),
            Step = asked.Step ?? 0,
            Top = top,
            Attribution = asked.Attribution switch
            {
                null or "" or "firstTouch" => Attribution.FirstTouch,
                "lastTouch" => Attribution.LastTouch,
                "allEvents" => Attribution.AllEvents,
                "step" => Attribution.Step,
                var other => throw new QuestionException("unknown_attribution",
                    Words.Say($"'{other}' is not a valid attribution. Use firstTouch, lastTouch, allEvents or step.")),
            },
        };
    }

    private static Occurrence OccurrenceOf(string? name) => name switch
    {
        null or "" or "any" => Occurrence.Any,
        "firstEver" => Occurrence.FirstEver,
        "firstMatching" => Occurrence.FirstMatching,
        _ => throw new QuestionException("unknown_occurrence", Words.Say($"'{name}' is not a valid occurrence. Use any, firstEver or firstMatching.")),
    };

    private static IReadOnlyList<StepAnswer> Steps(Request request, FunnelSteps funnel) =>
        [.. funnel.Steps.Select((s, i) =>
        {
            var times = TimesOf(s.FromStepBefore);
            return new StepAnswer(request.Steps![i].Event!, s.Customers, s.Conversion, times.AverageSeconds, times.MedianSeconds, times.DecilesSeconds);
        })];

    private static Times TimesOf(TimeDistribution times) => times.N == 0
        ? new Times(0, null, null, [])
        : new Times(times.N, times.MeanSeconds, times.MedianSeconds, times.DecilesSeconds) { Stretches = times.Stretches };

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/journeys/funnel", (Request request, AskFunnel feature, HttpContext http) => Answered.By(ct => feature.Ask(request, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("How many customers complete a sequence of steps").Produces<Answer>();
        api.MapPost("/api/journeys/funnel/people",
            (PeopleRequest request, AskFunnel feature, ShowPeopleBehind people, HttpContext http) => Answered.By(async ct =>
                    await people.Show(await feature.People(request.Question ?? new Request(), request.Cell ?? new Cell(0), ct),
                        request.Limit, request.After, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("The customers who reached a funnel step, or stopped before it").Produces<PeopleFound>();
    }
}
