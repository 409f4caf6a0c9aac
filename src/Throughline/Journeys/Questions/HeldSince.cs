using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Journeys.Questions;

/// <summary>When the interactions that we hold begin and end, to the month: for all time, for the first question, and to say why an answer is empty.</summary>
public sealed class HeldSince(IJourneyIndex index, TimeProvider clock) : IPart
{
    public async Task<(DateTimeOffset First, DateTimeOffset Last)?> Find(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var months = await index.Ask(new TrendQuestion { Scope = new Scope { ToMs = now.ToUnixTimeMilliseconds() + 1 }, Interval = Interval.Month }, ct);
        TrendPoint[] some = [.. months.Series.SelectMany(s => s.Points).Where(p => p.N > 0)];
        return some.Length == 0 ? null : (DateTimeOffset.FromUnixTimeMilliseconds(some[0].AtMs), DateTimeOffset.FromUnixTimeMilliseconds(some[^1].AtMs));
    }

    /// <summary>The shortest usual period that reaches back to an interaction.</summary>
    public async Task<string> UsualPeriod(CancellationToken ct)
    {
        if (await Find(ct) is not { } held) return "30d";
        // The interaction may have been on the first day of its month.
        var age = clock.GetUtcNow() - held.Last;
        return age.TotalDays switch { < 31 => "30d", < 89 => "90d", < 364 => "365d", _ => "all" };
    }
}
