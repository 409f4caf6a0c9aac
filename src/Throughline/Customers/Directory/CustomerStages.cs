using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Customers.Directory;

/// <summary>Where customers stand on their journey now. Nobody stands anywhere while the journey index is being built.</summary>
public sealed class CustomerStages(IJourneyIndex index, ITouchpoints touchpoints, TimeProvider clock) : IPart
{
    /// <summary>The stage's key of each who has one.</summary>
    public async Task<IReadOnlyDictionary<CustomerId, string>> Of(IReadOnlyList<CustomerId> customers, CancellationToken ct)
    {
        var stages = new Dictionary<CustomerId, string>();
        try
        {
            foreach (var customer in customers.Distinct())
                if (await Changes(customer, ct) is [.., var last]) stages[customer] = last.To;
        }
        catch (JourneysCatchUpException) { } // The API says null then, rather than to fail.
        return stages;
    }

    /// <summary>Every change, oldest first.</summary>
    /// <exception cref="JourneysCatchUpException">The index is being built.</exception>
    public Task<IReadOnlyList<StageChange>> Changes(CustomerId customer, CancellationToken ct) =>
        index.Stages(customer.Value, touchpoints.Now.Rules, clock.GetUtcNow().ToUnixTimeMilliseconds(), ct);
}
