using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Directory;

/// <summary>Finds customers by an identity, by text, or lists those seen last.</summary>
public sealed class SearchCustomers(ThroughlineDb db, CustomerDirectory directory) : IFeature
{
    public const int MostAtOnce = 100;
    private const int LookedThroughAtOnce = 500, Few = 2_000;

    /// <param name="Identity"><c>KIND:VALUE</c>, exactly.</param>
    /// <param name="Q">Text: a name, an address, the beginning of either; or any identity's value.</param>
    /// <param name="Known">Only customers we know by more than a browser (true), or only the others (false).</param>
    /// <param name="Within">Only these customers, such as those of a segment.</param>
    /// <param name="Cursor">From <c>next</c> of the page before.</param>
    public sealed record Request(
        string? Identity = null, string? Q = null, bool? Known = null, string? Cursor = null, int Limit = 25, CustomerSet? Within = null);

    public abstract record Outcome;
    public sealed record Found(IReadOnlyList<CustomerView> Items, string? Next) : Outcome;
    public sealed record Misasked(string Why) : Outcome;

    public async Task<Outcome> Search(Request request, CancellationToken ct)
    {
        var limit = Math.Clamp(request.Limit, 1, MostAtOnce);
        if (!string.IsNullOrWhiteSpace(request.Identity))
        {
            if (Identity.Parse(request.Identity) is not { } identity)
                return new Misasked(Words.Say("An identity is asked for as KIND:VALUE, such as email:anna@example.com."));
            return await Show(await directory.FindBy(identity, ct) is { } id ? [id] : [], null, ct);
        }
        if (!string.IsNullOrWhiteSpace(request.Q)) return await ByText(request.Q.Trim(), request, limit, ct);
        return request.Within is { } within ? await SeenLastWithin(within, request, limit, ct) : await SeenLast(request.Known, request.Cursor, limit, ct);
    }

    private async Task<Outcome> ByText(string text, Request request, int limit, CancellationToken ct)
    {
        var (ids, within) = (new List<CustomerId>(), request.Within);
        if (request.Cursor is null)
            ids.AddRange((await OfTheKind(await directory.FindByAny(text, ct), request.Known, ct)).Where(id => within is null || within.Contains(id.Value)));
        var below = CustomerId.Parse(request.Cursor)?.Value ?? int.MaxValue;
        var matching = SearchText.ToMatch(text) is { } match ? await ByWords(match, request.Known, within, below, limit + 1, ct) : [];
        var page = matching.Take(limit).ToList();
        ids.AddRange(page.Where(id => !ids.Contains(id)));
        return await Show(ids, matching.Count > limit ? page[^1].ToString() : null, ct);
    }

    private async Task<IReadOnlyList<CustomerId>> OfTheKind(IReadOnlyList<CustomerId> ids, bool? known, CancellationToken ct)
    {
        var customers = db.Customers;
        return known is null ? ids : await customers.Where(c => ids.Contains(c.Id) && c.IsKnown == known).Select(c => c.Id).ToListAsync(ct);
    }

    // Newest customers first: the index gives them in this order without reading all that match.
    private async Task<List<CustomerId>> ByWords(string match, bool? known, CustomerSet? within, int below, int limit, CancellationToken ct)
    {
        if (within is null) return await ByWords(match, known, below, limit, ct);
        var found = new List<CustomerId>();
        while (found.Count < limit && await ByWords(match, known, below, LookedThroughAtOnce, ct) is { Count: > 0 } some)
        {
            found.AddRange(some.Where(id => within.Contains(id.Value)).Take(limit - found.Count));
            below = some[^1].Value;
        }
        return found;
    }

    private async Task<List<CustomerId>> ByWords(string match, bool? known, int below, int limit, CancellationToken ct)
    {
        var ofThese = known is null ? "" : "and exists (select 1 from customers_customers c where c.id = s.rowid and c.is_known = $known)";
        var sql = $"""
            select s.rowid as Value from customers_search s
            where customers_search match $match and s.rowid < $below {ofThese}
            order by s.rowid desc limit $limit
            """;
        var found = await db.Database
            .SqlQueryRaw<int>(sql, new SqliteParameter("$match", match), new SqliteParameter("$known", known ?? false),
                new SqliteParameter("$below", below), new SqliteParameter("$limit", limit))
            .ToListAsync(ct);
        return [.. found.Select(id => new CustomerId(id))];
    }

    private async Task<Outcome> SeenLast(bool? known, string? cursor, int limit, CancellationToken ct)
    {
        var from = Place.First;
        if (cursor is not null && Place.Parse(cursor) is var place)
        {
            if (place is null) return new Misasked(Words.Say("The cursor is not one that was given out. Begin without it."));
            from = place;
        }
        // One index serves known, unknown and, as two short lists merged, all.
        static string Of(int known) =>
            $"select * from (select id as Id, last_seen as LastSeen from customers_customers where is_known = {known} "
                + $"and (last_seen, id) < ($lastSeen, $id) order by last_seen desc, id desc limit $limit)";
        var sql = known is { } wanted ? Of(wanted ? 1 : 0) : $"{Of(1)} union all {Of(0)} order by LastSeen desc, Id desc limit $limit";
        var page = await db.Database.SqlQueryRaw<Place>(sql, new SqliteParameter("$lastSeen", from.LastSeen),
            new SqliteParameter("$id", from.Id), new SqliteParameter("$limit", limit + 1)).ToListAsync(ct);
        return await Show([.. page.Take(limit).Select(p => new CustomerId(p.Id))], page.Count > limit ? page[limit - 1].ToString() : null, ct);
    }

    // Of few, these are read and put in order; of many, the order is read until a page is full.
    private async Task<Outcome> SeenLastWithin(CustomerSet within, Request request, int limit, CancellationToken ct)
    {
        var from = string.IsNullOrEmpty(request.Cursor) ? Place.First : Place.Parse(request.Cursor);
        if (from is null) return new Misasked(Words.Say("The cursor is not one that was given out. Begin without it."));
        var customers = db.Customers;
        var (lastSeen, last, few) = (from == Place.First ? DateTimeOffset.MaxValue : Instants.FromMicroseconds(from.LastSeen), from.Id, within.Count <= Few);
        var ids = few ? within.Customers().Select(id => new CustomerId(id)).ToList() : [];
        var page = new List<Place>();
        foreach (var known in request.Known is { } wanted ? [wanted] : (bool[])[true, false])
        {
            var rows = customers.AsNoTracking().Where(c => c.IsKnown == known && c.LastSeen <= lastSeen && (!few || ids.Contains(c.Id)))
                .OrderByDescending(c => c.LastSeen).ThenByDescending(c => c.Id).Select(c => new { c.Id, c.LastSeen });
            var n = 0;
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
            {
                if (!within.Contains(row.Id.Value) || row.LastSeen == lastSeen && row.Id.Value >= last) continue;
                page.Add(new Place(row.Id.Value, row.LastSeen.ToMicroseconds()));
                if (++n > limit) break;
            }
        }
        var shown = page.OrderByDescending(p => p.LastSeen).ThenByDescending(p => p.Id).Take(limit).ToList();
        return await Show([.. shown.Select(p => new CustomerId(p.Id))], page.Count > limit ? shown[^1].ToString() : null, ct);
    }

    private async Task<Outcome> Show(IReadOnlyList<CustomerId> ids, string? next, CancellationToken ct) => new Found(await directory.Load(ids, ct), next);

    /// <summary>Where a page of the list ends.</summary>
    private sealed record Place(int Id, long LastSeen)
    {
        public static readonly Place First = new(int.MaxValue, long.MaxValue);

        public override string ToString() => $"{LastSeen}-{Id}";

        public static Place? Parse(string text) =>
            text.Split('-') is [var at, var id] && long.TryParse(at, out var microseconds) && CustomerId.Parse(id) is { } customer
                ? new Place(customer.Value, microseconds)
                : null;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/customers", async (SearchCustomers feature, string? identity, string? q, bool? known, string? cursor, int? limit, CancellationToken ct) =>
            await feature.Search(new Request(identity, q, known, cursor, limit ?? 25), ct) switch
            {
                Found found => Results.Ok(new { items = found.Items, next = found.Next }),
                Misasked not => Problems.Of(StatusCodes.Status400BadRequest, "misasked", not.Why),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CustomersPermissions.Read).WithTags("Customers")
        .WithSummary("Finds customers by identity or text, or lists those seen last").Produces<Found>();
}
