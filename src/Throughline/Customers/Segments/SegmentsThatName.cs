using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Segments whose name or conditions name a customer.</summary>
public sealed class SegmentsThatName(ThroughlineDb db) : IFindMentions
{
    private static readonly JsonSerializerOptions AsWritten = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Permission => SegmentPermissions.Read;

    public async Task<IReadOnlyList<Mention>> Find(NamedPerson person, CancellationToken ct)
    {
        var segments = db.Segments;
        return [.. (await segments.AsNoTracking().OrderBy(s => s.Name).ToListAsync(ct))
            .Where(s => person.IsIn(s.Key, s.Name, JsonSerializer.Serialize(s.Conditions, AsWritten)))
            .Select(s => new Mention("Segment", s.Name, $"/customers/segments/{s.Key}/edit"))];
    }
}
