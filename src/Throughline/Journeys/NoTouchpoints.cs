using System.Text.Json;
using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Journeys;

internal sealed class NoTouchpoints : ITouchpoints
{
    public TouchpointBook Now { get; } = new Empty();

    private sealed class Empty : TouchpointBook
    {
        public override long Version => 0;
        public override IReadOnlyList<TouchpointView> Touchpoints => [];
        public override IReadOnlyList<StageView> Stages => [];
        public override StageView Defected => new("defected", "Defected");
        public override StageRules Rules { get; } = new() { Order = [] };
        public override TouchpointView? Assign(string eventName, string channel, ReadOnlyMemory<byte> body) => null;
    }
}

internal sealed class NoSegments : ISegments
{
    public Task<IReadOnlyList<SegmentView>> All(CancellationToken ct) => Task.FromResult<IReadOnlyList<SegmentView>>([]);
    public Task<CustomerSet?> Customers(string key, CancellationToken ct) => Task.FromResult<CustomerSet?>(null);
    public Task<CustomerSet> Customers(JsonElement inline, CancellationToken ct) => Task.FromResult(new CustomerSet());
}
