using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Customers.Directory;

/// <summary>Lists customers in an order, a page at a time. Of few, these are read and put in order; of many, an index is read until a page is full.</summary>
public sealed class CustomersInOrder(ThroughlineDb db) : IPart
{
    private const int Few = 2_000;

    /// <param name="Within">Only these.</param>
    /// <param name="Known">Only those we know by more than a browser (true), or only the others (false).</param>
    /// <param name="Since">Seen since then, to the hour.</param>
    /// <param name="Before">Not seen since then.</param>
    public sealed record Whom(CustomerSet? Within = null, bool? Known = null, DateTimeOffset? Since = null, DateTimeOffset? Before = null);

    /// <param name="Cursor">From <c>Next</c> of the page before.</param>
    public sealed record Request(Whom Whom, CustomerOrder Order, bool Descending, string? Cursor, int Limit);

    public sealed record Page(IReadOnlyList<CustomerId> Ids, string? Next);

    /// <summary>Null when the cursor is not one that was given out for this order.</summary>
    public async Task<Page?> Read(Request request, CancellationToken ct)
    {
        var from = request.Cursor.NullIfBlank() is { } cursor ? Place.Parse(cursor, request.Order) : null;
        if (from is null && request.Cursor.NullIfBlank() is not null) return null;
        var found = request.Whom.Within is { Count: <= Few } few ? await OfFew(few, request, from, ct) : await ByIndex(request, from, ct);
        found.Sort((one, other) => Place.Compare(one, other, request));
        var shown = found.Take(request.Limit).ToList();
        return new([.. shown.Select(p => new CustomerId(p.Id))], found.Count > request.Limit ? shown[^1].ToCursor(request.Order) : null);
    }

    /// <summary>How many there are of them.</summary>
    public async Task<int> Count(Whom whom, CancellationToken ct)
    {
        var (customers, count) = (db.Customers, 0);
        var (since, before) = (whom.Since ?? DateTimeOffset.MinValue, whom.Before ?? DateTimeOffset.MaxValue);
        foreach (var known in whom.Known is { } wanted ? [wanted] : (bool[])[true, false])
            count += whom.Since is null && whom.Before is null
                ? await customers.CountAsync(c => c.IsKnown == known, ct)
                : await customers.CountAsync(c => c.IsKnown == known && c.LastSeen >= since && c.LastSeen < before, ct);
        return count;
    }

    private async Task<List<Place>> OfFew(CustomerSet within, Request request, Place? from, CancellationToken ct)
    {
        var (customers, ids, whom) = (db.Customers, within.Customers().Select(id => new CustomerId(id)).ToList(), request.Whom);
        var rows = await customers.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(ct);
        return [.. rows
            .Where(c => (whom.Known is null || c.IsKnown == whom.Known) && !(c.LastSeen < whom.Since) && !(c.LastSeen >= whom.Before))
            .Select(c => Place.Of(c, request.Order))
            .Where(place => from is null || Place.Compare(place, from, request) > 0)];
    }

    private async Task<List<Place>> ByIndex(Request request, Place? from, CancellationToken ct)
    {
        var (found, whom) = (new List<Place>(), request.Whom);
        foreach (var known in (int[])[1, 0])
        {
            // By name, whoever we know comes first: only they have one.
            var isPassed = request.Order == CustomerOrder.Name && from is { Known: 0 } && known == 1;
            if (isPassed || whom.Known is { } wanted && wanted != (known == 1)) continue;
            var begin = request.Order == CustomerOrder.Name && from?.Known != known ? null : from;
            var n = 0;
            await foreach (var place in Rows(request, known, begin).WithCancellation(ct))
            {
                if (whom.Within?.Contains(place.Id) == false) continue;
                found.Add(place);
                if (++n > request.Limit) break;
            }
        }
        return found;
    }

    private IAsyncEnumerable<Place> Rows(Request request, int known, Place? from)
    {
        var (column, number, text) = request.Order switch
        {
            CustomerOrder.LastSeen => ("last_seen", "last_seen", "''"),
            CustomerOrder.FirstSeen => ("first_seen", "first_seen", "''"),
            CustomerOrder.Name => ("name", "0", "name"),
        };
        var (than, way) = request.Descending ? ("<", "desc") : (">", "asc");
        var begin = from is null ? "" : $"and ({column}, id) {than} ({(request.Order == CustomerOrder.Name ? "$text" : "$number")}, $id)";
        var (since, before) = (request.Whom.Since is null ? "" : "and last_seen >= $since", request.Whom.Before is null ? "" : "and last_seen < $before");
        var sql = $"""
            select id as Id, {number} as Number, {text} as Text, is_known as Known from customers_customers
            where is_known = {known} {begin} {since} {before}
            order by {column} {way}, id {way}
            """;
        return db.Database.SqlQueryRaw<Place>(sql, new SqliteParameter("$number", from?.Number ?? 0), new SqliteParameter("$text", from?.Text ?? ""),
            new SqliteParameter("$id", from?.Id ?? 0), new SqliteParameter("$since", (request.Whom.Since ?? default).ToMicroseconds()),
            new SqliteParameter("$before", (request.Whom.Before ?? default).ToMicroseconds())).AsAsyncEnumerable();
    }

    /// <summary>Where a customer stands in an order.</summary>
    /// <param name="Number">The moment, in microseconds; 0 by name.</param>
    /// <param name="Text">The name; empty by moments.</param>
    /// <param name="Known">1 or 0.</param>
    private sealed record Place(int Id, long Number, string Text, int Known)
    {
        public static Place Of(Customer customer, CustomerOrder order) => order switch
        {
            CustomerOrder.LastSeen => new(customer.Id.Value, customer.LastSeen.ToMicroseconds(), "", customer.IsKnown ? 1 : 0),
            CustomerOrder.FirstSeen => new(customer.Id.Value, customer.FirstSeen.ToMicroseconds(), "", customer.IsKnown ? 1 : 0),
            CustomerOrder.Name => new(customer.Id.Value, 0, customer.Name, customer.IsKnown ? 1 : 0),
        };

        public static int Compare(Place one, Place other, Request request)
        {
            if (request.Order == CustomerOrder.Name && one.Known != other.Known) return other.Known.CompareTo(one.Known);
            var by = request.Order == CustomerOrder.Name ? string.CompareOrdinal(one.Text, other.Text) : one.Number.CompareTo(other.Number);
            if (by == 0) by = one.Id.CompareTo(other.Id);
            return request.Descending ? -by : by;
        }

        public string ToCursor(CustomerOrder order) => order == CustomerOrder.Name
            ? string.Create(CultureInfo.InvariantCulture, $"{Known}-{Id}-{Convert.ToHexString(Encoding.UTF8.GetBytes(Text))}")
            : string.Create(CultureInfo.InvariantCulture, $"{Number}-{Id}");

        public static Place? Parse(string text, CustomerOrder order) => (order, text.Split('-')) switch
        {
            (CustomerOrder.Name, ["0" or "1", var id, var hex]) when CustomerId.Parse(id) is { } customer && Written(hex) is { } name =>
                new Place(customer.Value, 0, name, text[0] - '0'),
            (not CustomerOrder.Name, [var at, var id]) when long.TryParse(at, CultureInfo.InvariantCulture, out var number)
                && CustomerId.Parse(id) is { } customer => new Place(customer.Value, number, "", 0),
            _ => null,
        };

        private static string? Written(string hex) =>
            hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit) ? Encoding.UTF8.GetString(Convert.FromHexString(hex)) : null;
    }
}
