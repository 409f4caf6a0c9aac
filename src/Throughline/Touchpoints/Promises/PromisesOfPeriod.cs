using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Time;

namespace Throughline.Touchpoints.Promises;

/// <summary>How promises are kept in a period of a page, where a list may do without while the journeys are being read.</summary>
public sealed class PromisesOfPeriod(IPromises promises) : IPart
{
    public async Task<IReadOnlyDictionary<string, PromiseKept>> Read(Period period, CancellationToken ct)
    {
        try
        {
            return await promises.Measure(
                new Scope { FromMs = Math.Max(0, period.From.ToUnixTimeMilliseconds()), ToMs = period.To.ToUnixTimeMilliseconds() }, ct);
        }
        catch (JourneysCatchUpException)
        {
            return new Dictionary<string, PromiseKept>();
        }
    }
}
