using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;
using Throughline.Statistics.Scores;

namespace Throughline.Touchpoints.Inventory;

/// <summary>The touchpoints of a colleague's department, the busiest first, each with its goal and its promise.</summary>
public sealed class MyTouchpoints(ThroughlineDb db, ListTouchpoints list, IJourneyIndex index, TimeProvider clock) : IPart
{
    /// <param name="Department">Null when nobody said which.</param>
    public sealed record Answer(string? Department, IReadOnlyList<Line> Lines);

    /// <param name="Goal">Null without a goal, or when nobody's time is over.</param>
    public sealed record Line(TouchpointCard Touchpoint, int Customers, GoalShare? Goal);

    public sealed record GoalShare(int Reached, int Judged, double Low, double High)
    {
        public double Share => (double)Reached / Judged;
    }

    public async Task<Answer> Show(Guid? user, Period period, CancellationToken ct)
    {
        var users = db.Users;
        var department = await users.Where(u => u.Id == user).Select(u => u.Department).FirstOrDefaultAsync(ct);
        if (string.IsNullOrEmpty(department)) return new(null, []);
        var mine = (await list.List(new(Department: department), ct)).Items;
        var counted = mine.Count == 0 ? [] : await Count(mine, period, ct);
        return new(department, [.. mine.Select(t => Of(t, counted.GetValueOrDefault(t.Key))).OrderByDescending(l => l.Customers)]);
    }

    private static Line Of(TouchpointCard touchpoint, TouchpointCount? count)
    {
        var judged = count is null || touchpoint.Goal.Event is null ? 0 : count.Customers - count.Open;
        if (judged == 0) return new Line(touchpoint, count?.Customers ?? 0, null);
        var interval = Proportion.Wilson(count!.Reached, judged).Interval;
        return new Line(touchpoint, count.Customers, new GoalShare(count.Reached, judged, interval.Low, interval.High));
    }

    private async Task<Dictionary<string, TouchpointCount>> Count(IReadOnlyList<TouchpointCard> of, Period period, CancellationToken ct)
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            var answer = await index.Ask(new TouchpointsQuestion
            {
                Scope = new Scope { FromMs = Math.Max(0, period.From.ToUnixTimeMilliseconds()), ToMs = nowMs + 1 },
                NowMs = nowMs,
                Goals = [.. of.Where(t => t.Goal is { Event: not null, WithinSeconds: not null })
                    .Select(t => new TouchpointGoal(t.Key, new EventPattern(t.Goal.Event!), t.Goal.WithinSeconds!.Value))],
            }, ct);
            return answer.Touchpoints.ToDictionary(t => t.Touchpoint);
        }
        catch (JourneysCatchUpException)
        {
            return []; // Their names and promises are worth showing meanwhile.
        }
    }
}
