using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Journeys.Asking;

/// <summary>
/// One rule for whose window still runs, on the map, in funnels and on named journeys: who began in the period is judged once a window of
/// theirs is over, by those windows alone, whose end may come after the period. Who has none that is over is on the way: no share counts them.
/// </summary>
internal static class StillRunning
{
    /// <summary>The same funnel of those who are judged.</summary>
    public static FunnelQuestion Apart(FunnelQuestion question, long nowMs)
    {
        var (scope, windowMs) = (question.Scope, question.WindowSeconds * 1000);
        return question with
        {
            Scope = scope with { ToMs = Math.Max(scope.FromMs + 1, Math.Min(scope.ToMs + windowMs, nowMs + 1)) },
            StartsBeforeMs = Math.Min(scope.ToMs, nowMs - windowMs + 1),
        };
    }

    /// <summary>How many are on the way.</summary>
    /// <param name="question">As asked, over its own period.</param>
    public static async Task<int> Count(IJourneyIndex index, FunnelQuestion question, long nowMs, CancellationToken ct)
    {
        if (Late(question, nowMs) is not { } late) return 0;
        var all = (await index.Ask(late.All, ct)).All.Steps[0].Customers;
        return late.Judged is null ? all : all - (await index.Ask(late.Judged, ct)).All.Steps[0].Customers;
    }

    public static async Task<int[]> People(IJourneyIndex index, FunnelQuestion question, long nowMs, CancellationToken ct)
    {
        if (Late(question, nowMs) is not { } late) return [];
        var all = await index.People(late.All, new FunnelCell(0), ct);
        return late.Judged is null ? all : [.. all.Except(await index.People(late.Judged, new FunnelCell(0), ct))];
    }

    /// <summary>Who began at all, and of them those with a window that is over; null when every window is.</summary>
    private static (FunnelQuestion All, FunnelQuestion? Judged)? Late(FunnelQuestion question, long nowMs)
    {
        var (scope, over) = (question.Scope, nowMs - (question.WindowSeconds * 1000) + 1);
        if (over >= scope.ToMs) return null;
        var began = new FunnelQuestion
        {
            Scope = scope with { ToMs = Math.Max(scope.FromMs + 1, Math.Min(scope.ToMs, nowMs + 1)) },
            Steps = question.Mode == FunnelMode.Unordered ? question.Steps : [question.Steps[0]],
            WindowSeconds = question.WindowSeconds,
            Mode = question.Mode == FunnelMode.Unordered ? FunnelMode.Unordered : FunnelMode.Ordered,
            StepTimes = false,
        };
        return (began, over <= scope.FromMs ? null : began with { Scope = scope with { ToMs = over } });
    }
}
