using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Time;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Map;

/// <summary>The few shares by which a day begins: of each stage the touchpoint that most customers come by, and how many of them reach their goal.</summary>
public sealed class KeyFigures(IJourneyIndex index, ITouchpoints touchpoints, TimeProvider clock) : IPart
{
    public const int Most = 5, Weeks = 13;

    // Of fewer a share says nothing.
    private const int Fewest = 20;

    /// <param name="Judged">Customers whose time is over, or who have reached it.</param>
    /// <param name="Course">The share in each of the last weeks; null where too few were judged.</param>
    public sealed record Line(TouchpointView Touchpoint, int Reached, int Judged, double Low, double High, IReadOnlyList<double?> Course)
    {
        public double Share => (double)Reached / Judged;
    }

    public async Task<IReadOnlyList<Line>> Read(Period period, CancellationToken ct)
    {
        var (book, now) = (touchpoints.Now, clock.GetUtcNow());
        TouchpointView[] withGoal = [.. book.Touchpoints.Where(t => t.GoalEvent is not null)];
        if (withGoal.Length == 0) return [];
        var counted = await Count(withGoal, period.From, now, 1, ct);
        TouchpointView[] shown =
        [
            .. book.Lanes.Select(lane => withGoal.Where(t => t.Stage == lane.Key && Judged(counted, t.Key) >= Fewest).MaxBy(t => Judged(counted, t.Key)))
                .OfType<TouchpointView>()
                .Take(Most)
        ];
        if (shown.Length == 0) return [];
        var weeks = await Count(shown, period.Calendar.StartOf(period.Last.AddDays(1 - (7 * Weeks))), period.Calendar.EndOf(period.Last), Weeks, ct);
        return [.. shown.Select(t => Of(t, counted[t.Key], weeks.GetValueOrDefault(t.Key)))];
    }

    private static Line Of(TouchpointView touchpoint, TouchpointCount count, TouchpointCount? weeks)
    {
        var judged = count.Customers - count.Open;
        var interval = Proportion.Wilson(count.Reached, judged).Interval;
        return new Line(touchpoint, count.Reached, judged, interval.Low, interval.High,
            weeks is null ? [] : [.. weeks.Parts.Select(p => p.Customers - p.Open >= Fewest ? (double)p.Reached / (p.Customers - p.Open) : (double?)null)]);
    }

    private static int Judged(Dictionary<string, TouchpointCount> counted, string key) =>
        counted.GetValueOrDefault(key) is { } count ? count.Customers - count.Open : 0;

    private async Task<Dictionary<string, TouchpointCount>> Count(
        IEnumerable<TouchpointView> of, DateTimeOffset from, DateTimeOffset to, int parts, CancellationToken ct)
    {
        var answer = await index.Ask(new TouchpointsQuestion
        {
            Scope = new Scope { FromMs = Math.Max(0, from.ToUnixTimeMilliseconds()), ToMs = to.ToUnixTimeMilliseconds() + 1 },
            NowMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Parts = parts,
            Goals = [.. of.Select(t => new TouchpointGoal(t.Key, new EventPattern(t.GoalEvent!), t.GoalWithinSeconds))],
        }, ct);
        return answer.Touchpoints.ToDictionary(t => t.Touchpoint);
    }
}
