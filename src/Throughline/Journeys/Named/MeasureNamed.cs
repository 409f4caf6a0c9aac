using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Map;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Time;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Named;

/// <summary>Measures a named journey: who comes through, how long it takes, and whether its target is reached.</summary>
public sealed class MeasureNamed(IJourneyIndex index, ReadScope scopes, ListNamed list, TimeProvider clock) : IFeature
{
    public const int Months = 12;

    // The fewest for which an interval is held against a target.
    private const int FewestToJudge = 20;

    public async Task<Measured> Measure(NamedCard journey, ShowMap.Request request, CancellationToken ct)
    {
        var asked = Question(journey, await scopes.Read(request, ct));
        var question = StillRunning.Apart(asked, NowMs);
        var answer = (await index.Ask(question, ct)).All;
        StepReached[] steps = [.. answer.Steps.Select((s, i) => new StepReached(
            journey.Steps[i].Event,
            s.Customers,
            i == 0 ? 0 : answer.Steps[i - 1].Customers - s.Customers,
            i == 0 || s.FromStepBefore.N == 0 ? null : s.FromStepBefore.MedianSeconds))];
        var (began, finished) = (steps[0].Customers, steps[^1].Customers);
        var (low, high) = Interval(finished, began);
        double? p = journey.TargetShare is { } target && target < 1 && began > 0 ? BinomialTest.Doubled(finished, began, target) : null;
        return new Measured(journey, steps, began == 0 ? null : (double)finished / began, low, high, Judge(journey.TargetShare, began, low, high), p,
            answer.Total.N == 0 ? null : answer.Total.MedianSeconds, await InTime(journey, question, finished, ct))
        {
            OnTheWay = await StillRunning.Count(index, asked, NowMs, ct),
        };
    }

    /// <summary>The last months up to the end of a period, by when customers began.</summary>
    public async Task<IReadOnlyList<MonthMeasured>> ByMonth(NamedCard journey, Period period, string? segment, CancellationToken ct)
    {
        var scope = await scopes.Read(ShowMap.Request.Of(null, null, segment), ct);
        var last = period.Last.Month();
        var months = new List<MonthMeasured>();
        for (var month = last.AddMonths(1 - Months); month <= last; month = month.AddMonths(1))
        {
            var days = Period.Between(month, month.AddMonths(1).AddDays(-1), period.Calendar);
            var steps = (await index.Ask(
                StillRunning.Apart(Question(journey, scope with
                { FromMs = Math.Max(0, days.From.ToUnixTimeMilliseconds()), ToMs = days.To.ToUnixTimeMilliseconds()
                }), NowMs) with { StepTimes = false },
                ct)).All.Steps;
            var (began, finished) = (steps[0].Customers, steps[^1].Customers);
            var (low, high) = Interval(finished, began);
            months.Add(new MonthMeasured(month, began, finished, began == 0 ? null : (double)finished / began, low, high));
        }
        return months;
    }

    /// <summary>Who came to a step (from 0), or stopped before it.</summary>
    public async Task<int[]> People(NamedCard journey, ShowMap.Request request, int step, bool dropped, CancellationToken ct) =>
        await index.People(StillRunning.Apart(Question(journey, await scopes.Read(request, ct)), NowMs), new FunnelCell(step, dropped), ct);

    /// <summary>Who began and whose time still runs.</summary>
    public async Task<int[]> OnTheWay(NamedCard journey, ShowMap.Request request, CancellationToken ct) =>
        await StillRunning.People(index, Question(journey, await scopes.Read(request, ct)), NowMs, ct);

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    // Half of those who came through should be there in the target time: the same customers, with less time.
    private async Task<InTime?> InTime(NamedCard journey, FunnelQuestion question, int finished, CancellationToken ct)
    {
        if (journey.TargetSeconds is not { } target || finished == 0) return null;
        var quick = Math.Min(finished, (await index.Ask(question with { WindowSeconds = target, StepTimes = false }, ct)).All.Steps[^1].Customers);
        var (low, high) = Interval(quick, finished);
        return new InTime(quick, (double)quick / finished, low, high, Judge(0.5, finished, low, high));
    }

    private static FunnelQuestion Question(NamedCard journey, Scope scope) => new()
    {
        Scope = scope,
        Steps = [.. journey.Steps.Select((s, i) => new FunnelStep(Conditions.Pattern(s.Event, s.Where, $"steps[{i}].event")))],
        WindowSeconds = journey.WindowSeconds,
        SharesRow = journey.Steps.Count == 2 && Conditions.TouchpointOf(journey.Steps[0].Event) is not null,
    };

    private static (double Low, double High) Interval(int count, int of)
    {
        if (of == 0) return (0, 1);
        var interval = Proportion.Wilson(count, of).Interval;
        return (interval.Low, interval.High);
    }

    private static Verdict Judge(double? target, int of, double low, double high)
    {
        if (target is not { } wanted) return Verdict.NoTarget;
        if (of < FewestToJudge) return Verdict.Undecided;
        if (low >= wanted) return Verdict.Reached;
        return high < wanted ? Verdict.Missed : Verdict.Undecided;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/journeys/named/{key}/measured",
            (string key, string? from, string? to, string? segment, MeasureNamed feature, HttpContext http) => Answered.By(async ct =>
                await feature.Measure(await feature.Find(key, ct), ShowMap.Request.Of(from, to, segment), ct), http))
        .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
        .WithSummary("A named journey in a period: customers per step, time, and whether the target is reached").Produces<Measured>();

    private async Task<NamedCard> Find(string key, CancellationToken ct) =>
        await list.Show(key, ct)
            ?? throw new QuestionException("no_such_journey", Words.Say($"There is no named journey '{key}'. List the named journeys to find the right one."));
}
