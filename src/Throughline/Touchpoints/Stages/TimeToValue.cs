using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;
using Throughline.Touchpoints.Rules;
using Throughline.Touchpoints.Seen;

namespace Throughline.Touchpoints.Stages;

/// <summary>How long after a purchase customers have what they bought it for (docs/metrics.md).</summary>
public sealed class TimeToValue(IJourneyIndex index, TouchpointsNow now, TimeProvider clock) : IPart
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(90), Period = TimeSpan.FromDays(365);

    /// <param name="Event">What shows that they have it.</param>
    /// <param name="Buyers">Customers who ordered in the period.</param>
    /// <param name="Share">Of these, those who got there; null when nobody ordered.</param>
    /// <param name="Median">Of those who got there; null when nobody did.</param>
    public sealed record Measured(string Event, int Buyers, int Reached, Estimate? Share, TimeSpan? Median);

    /// <exception cref="JourneysCatchUpException">The index is being built.</exception>
    public async Task<Measured> Measure(CancellationToken ct)
    {
        var today = clock.GetUtcNow();
        var answer = await index.Ask(new FunnelQuestion
        {
            Scope = new Scope { FromMs = (today - Period).ToUnixTimeMilliseconds(), ToMs = today.ToUnixTimeMilliseconds() + 1 },
            Steps = [SeenProjection.Ordered, now.Book.ValueEvent],
            WindowSeconds = (long)Window.TotalSeconds,
        }, ct);
        var (buyers, reached) = (answer.All.Steps[0].Customers, answer.All.Steps[1].Customers);
        return new Measured(now.Book.ValueEvent, buyers, reached,
            buyers == 0 ? null : Proportion.Wilson(reached, buyers),
            reached == 0 ? null : TimeSpan.FromSeconds(answer.All.Steps[1].FromStepBefore.MedianSeconds));
    }
}
