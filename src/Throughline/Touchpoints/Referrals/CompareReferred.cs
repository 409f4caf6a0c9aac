using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;
using Throughline.Touchpoints.Seen;

namespace Throughline.Touchpoints.Referrals;

/// <summary>Whether customers who came by a recommendation buy more often than the others (docs/metrics.md).</summary>
public sealed class CompareReferred(IJourneyIndex index) : IPart
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <param name="Referred">Share with an order within 30 days of the recommendation; null when there is nobody.</param>
    /// <param name="Others">Of the others, within 30 days of the first we saw of them.</param>
    /// <param name="Difference">Referred less others; shown as a change only when it is real.</param>
    public sealed record Compared(Estimate? Referred, Estimate? Others, Estimate? Difference)
    {
        public bool IsReal => Difference is { } difference && (difference.Interval.Low > 0 || difference.Interval.High < 0);
    }

    /// <exception cref="JourneysCatchUpException">The index is being built.</exception>
    public async Task<Compared> Compare(IEnumerable<int> referred, CancellationToken ct)
    {
        var came = new CustomerSet(referred);
        var (n1, k1) = await Buyers(new FunnelStep(new EventPattern(SeenProjection.ReferralUsed)), new Scope { Customers = came }, ct);
        var (n2, k2) = await Buyers(new FunnelStep(EventPattern.Any, Occurrence.FirstEver), new Scope { Except = came }, ct);
        return new Compared(n1 == 0 ? null : Proportion.Wilson(k1, n1), n2 == 0 ? null : Proportion.Wilson(k2, n2), n1 == 0 || n2 == 0
            ? null
            : Proportion.Newcombe(k2, n2, k1, n1));
    }

    private async Task<(int All, int Bought)> Buyers(FunnelStep first, Scope scope, CancellationToken ct)
    {
        var answer = await index.Ask(
            new FunnelQuestion { Scope = scope, Steps = [first, SeenProjection.Ordered], WindowSeconds = (long)Window.TotalSeconds, StepTimes = false }, ct);
        return (answer.All.Steps[0].Customers, answer.All.Steps[1].Customers);
    }
}
