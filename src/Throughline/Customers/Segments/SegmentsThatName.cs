using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Segments whose name or conditions name a customer.</summary>
public sealed class SegmentsThatName(ThroughlineDb db) : IFindMentions
{
    public string Permission => SegmentPermissions.Read;

    public async Task<IReadOnlyList<Mention>> Find(NamedPerson person, CancellationToken ct)
    {
        var segments = db.Segments;
        return [.. (await segments.AsNoTracking().OrderBy(s => s.Name).ToListAsync(ct))
            .Where(s => person.IsIn(s.Key, s.Name, NamedPerson.Written(s.Conditions)))
            .Select(s => new Mention("Segment", s.Name, $"/customers/segments/{s.Key}/edit"))];
    }
}
