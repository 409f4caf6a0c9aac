using System.Text.Json;
using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Journeys;

internal sealed class NoSegments : ISegments
{
    public Task<IReadOnlyList<SegmentView>> All(CancellationToken ct) => Task.FromResult<IReadOnlyList<SegmentView>>([]);
    public Task<CustomerSet?> Customers(string key, CancellationToken ct) => Task.FromResult<CustomerSet?>(null);
    public Task<CustomerSet> Customers(JsonElement inline, CancellationToken ct) => Task.FromResult(new CustomerSet());
}
