using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Customers.Segments;

/// <summary>Lets other rooms ask about the customers of a segment.</summary>
public sealed class SegmentsByKey(ThroughlineDb db, FindMembers find, ReadDefinition read, CustomerLists lists, TimeProvider clock) : ISegments
{
    private const int MostOfOneName = 100;

    public async Task<IReadOnlyList<SegmentView>> All(CancellationToken ct)
    {
        var segments = db.Segments;
        return await segments.OrderBy(s => s.Name).ThenBy(s => s.Key).Select(s => new SegmentView(s.Key, s.Name)).ToListAsync(ct);
    }

    public async Task<CustomerSet?> Customers(string key, CancellationToken ct)
    {
        var segments = db.Segments;
        return await segments.AsNoTracking().FirstOrDefaultAsync(s => s.Key == key, ct) is { } segment
            ? (await find.Find(segment.Definition, ct)).Customers
            : null;
    }

    public async Task<CustomerSet> Customers(JsonElement inline, CancellationToken ct)
    {
        var faults = new List<Fault>();
        if (read.ReadInline(inline, faults) is not { } definition) throw new QuestionException("bad_segment", string.Join(" ", faults.Select(f => f.Why)));
        return (await find.Find(definition, ct)).Customers;
    }

    public async Task<string> CreateFromCustomers(string name, CustomerSet customers, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var list = await Task.Run(() => lists.Keep(connection, name, customers), ct);
        var slug = KeyOfName.Of(name, Segment.LongestKey - 4) is { Length: > 0 } made ? made : "customers";
        for (var n = 1; n < MostOfOneName; n++)
        {
            var key = n == 1 ? slug : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{slug}-{n}");
            var segments = db.Segments;
            if (await segments.AnyAsync(s => s.Key == key, ct)) continue;
            var segment = new Segment
            { Key = key, Name = name, MatchAny = false, Conditions = [new SegmentCondition("list", list)], Version = 1,
                ChangedAt = clock.GetUtcNow()
            };
            segments.Add(segment);
            if (await db.TrySave(ct))
            {
                if (own is not null) await own.CommitAsync(ct);
                return key;
            }
            db.Entry(segment).State = EntityState.Detached; // Somebody took the key at this moment.
        }
        throw new QuestionException("name_taken", Words.Say($"There are too many segments called “{name}”. Choose another name."));
    }
}
