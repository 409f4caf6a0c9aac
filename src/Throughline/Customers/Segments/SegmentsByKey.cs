using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Lets other rooms ask about the customers of a segment.</summary>
public sealed class SegmentsByKey(ThroughlineDb db, FindMembers find, ReadDefinition read) : ISegments
{
    public async Task<IReadOnlyList<SegmentView>> All(CancellationToken ct)
    {
        var segments = db.Segments;
        return await segments.OrderBy(s => s.Name).ThenBy(s => s.Key).Select(s => new SegmentView(s.Key, s.Name)).ToListAsync(ct);
    }

    public async Task<CustomerSet?> Customers(string key, CancellationToken ct)
    {
        var segments = db.Segments;
        return await segments.AsNoTracking().FirstOrDefaultAsync(s => s.Key == key, ct) is { } segment ? (await find.Find(segment.Definition, ct)).Customers : null;
    }

    public async Task<CustomerSet> Customers(JsonElement inline, CancellationToken ct)
    {
        var faults = new List<Fault>();
        if (read.ReadInline(inline, faults) is not { } definition) throw new QuestionException("bad_segment", string.Join(" ", faults.Select(f => f.Why)));
        return (await find.Find(definition, ct)).Customers;
    }
}
