using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Csv;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Writes the customers of a segment as CSV (RFC 4180, UTF-8), a piece at a time.</summary>
public sealed class ExportSegment(ThroughlineDb db, FindMembers find) : IFeature
{
    private const int AtOnce = 500, MostTraits = 40;
    private static readonly string[] Kinds = [Identity.UserId, Identity.Email, Identity.Phone];

    public async Task<SegmentDefinition?> Find(string key, CancellationToken ct)
    {
        var segments = db.Segments;
        return (await segments.AsNoTracking().FirstOrDefaultAsync(s => s.Key == key, ct))?.Definition;
    }

    /// <summary>Whom to write; who takes them out of the house is noted.</summary>
    public async Task<Members> Begin(string key, SegmentDefinition definition, Actor by, CancellationToken ct)
    {
        var members = await find.Find(definition, ct);
        db.Audit(by, "segment.exported", $"segment:{key}", new { customers = members.Customers.Count });
        await db.SaveChangesAsync(ct);
        return members;
    }

    public async Task Write(Members members, Stream into, CancellationToken ct)
    {
        string[] known = ["customer", "name", .. Kinds, "firstSeen", "lastSeen"];
        var traits = find.Names(MostTraits).Traits.Select(t => t.Name).Except(known).Order(StringComparer.OrdinalIgnoreCase).ToList();
        await using var csv = new StreamWriter(into, new UTF8Encoding(true), leaveOpen: true);
        await csv.WriteAsync(CsvText.Line(known.Concat(traits)));
        foreach (var chunk in members.Customers.Customers().Chunk(AtOnce))
        {
            foreach (var line in await Lines([.. chunk.Select(id => new CustomerId(id))], traits, ct)) await csv.WriteAsync(line.AsMemory(), ct);
            await csv.FlushAsync(ct);
        }
    }

    private async Task<IEnumerable<string>> Lines(IReadOnlyList<CustomerId> ids, IReadOnlyList<string> names, CancellationToken ct)
    {
        var (customers, identities, traits) = (db.Customers, db.Identities, db.Traits);
        var people = await customers.AsNoTracking().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(ct);
        var known = (await identities.AsNoTracking().Where(i => ids.Contains(i.CustomerId) && Kinds.Contains(i.Kind)).OrderBy(i => i.Id)
            .ToListAsync(ct)).ToLookup(i => (i.CustomerId, i.Kind));
        var stated = (await traits.AsNoTracking().Where(t => ids.Contains(t.CustomerId)).ToListAsync(ct)).ToLookup(t => t.CustomerId);
        return people.Select(person =>
        {
            var theirs = stated[person.Id].ToDictionary(t => t.Name, t => t.Value);
            string[] cells =
            [person.Id.ToString(), person.Name, .. Kinds.Select(kind => known[(person.Id, kind)].FirstOrDefault()?.Value ?? ""),
                At(person.FirstSeen), At(person.LastSeen), .. names.Select(name => Plain(theirs.GetValueOrDefault(name)))
            ];
            return CsvText.Line(cells);
        });
    }

    private static string Plain(string? json) =>
        json is null or "null" ? "" : JsonElement.Parse(json) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : json;

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/segments/{key}/export", async (string key, ExportSegment feature, HttpContext http, CancellationToken ct) =>
        {
            if (await feature.Find(key, ct) is not { } definition) return ListSegments.NotFound();
            try
            {
                // Before the first byte: what cannot be answered is a problem and not half a file.
                var members = await feature.Begin(key, definition, Actor.Of(http.User), ct);
                return Results.Stream(into => feature.Write(members, into, ct), "text/csv; charset=utf-8", $"{key}.csv");
            }
            catch (JourneysCatchUpException e)
            {
                return Problems.Of(StatusCodes.Status503ServiceUnavailable, "catching_up", e.Message);
            }
        })
        .RequirePermission(SharedPermissions.ExportCustomers).WithTags("Segments").WithSummary("The customers of a segment as CSV");
}
