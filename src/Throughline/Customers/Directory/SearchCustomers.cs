using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Directory;

/// <summary>Finds customers by an identity, by text, or lists them in an order, as a rule those seen last first.</summary>
public sealed class SearchCustomers(ThroughlineDb db, CustomerDirectory directory, CustomersInOrder inOrder) : IPart
{
    public const int MostAtOnce = 100, MostCounted = 10_000;
    private const int LookedThroughAtOnce = 500;

    /// <param name="Identity"><c>KIND:VALUE</c>, exactly.</param>
    /// <param name="Q">Text: a name, an address, the beginning of either; or any identity's value.</param>
    /// <param name="Known">Only customers we know by more than a browser (true), or only the others (false).</param>
    /// <param name="Within">Only these customers, such as those of a segment.</param>
    /// <param name="Cursor">From <c>next</c> of the page before.</param>
    /// <param name="Since">Without text: only those seen since then, to the hour.</param>
    /// <param name="Before">Without text: only those not seen since then.</param>
    /// <param name="Order">Without text: what they are ordered by, from the latest or the end of the alphabet if not <paramref name="Ascending"/>.</param>
    public sealed record Request(
        string? Identity = null, string? Q = null, bool? Known = null, string? Cursor = null, int Limit = 25, CustomerSet? Within = null,
        DateTimeOffset? Since = null, DateTimeOffset? Before = null, CustomerOrder Order = CustomerOrder.LastSeen, bool Ascending = false);

    public abstract record Outcome;
    public sealed record Found(IReadOnlyList<CustomerView> Items, string? Next) : Outcome;
    public sealed record Misasked(string Why) : Outcome;

    public async Task<Outcome> Search(Request request, CancellationToken ct)
    {
        var limit = Math.Clamp(request.Limit, 1, MostAtOnce);
        if (!string.IsNullOrWhiteSpace(request.Identity))
        {
            if (Identity.Parse(request.Identity) is not { } identity)
                return new Misasked(Words.Say("Write an identity as KIND:VALUE, such as email:anna@example.com."));
            return await Show(await directory.FindBy(identity, ct) is { } id ? [id] : [], null, ct);
        }
        if (!string.IsNullOrWhiteSpace(request.Q)) return await ByText(request.Q.Trim(), request, limit, ct);
        return await InOrder(request, limit, ct);
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

    /// <summary>How many match a text; above <see cref="MostCounted"/> nobody counts on.</summary>
    public async Task<int> CountByText(string text, bool? known, CustomerSet? within, CancellationToken ct)
    {
        var found = (await OfTheKind(await directory.FindByAny(text, ct), known, ct)).Where(id => within is null || within.Contains(id.Value)).ToHashSet();
        if (SearchText.ToMatch(text) is { } match) found.UnionWith(await ByWords(match, known, within, int.MaxValue, MostCounted + 1, ct));
        return found.Count;
    }

    private async Task<Outcome> InOrder(Request request, int limit, CancellationToken ct)
    {
        var whom = new CustomersInOrder.Whom(request.Within, request.Known, request.Since, request.Before);
        return await inOrder.Read(new(whom, request.Order, !request.Ascending, request.Cursor, limit), ct) is { } page
            ? await Show(page.Ids, page.Next, ct)
            : new Misasked(Words.Say("The cursor is not valid. Leave it out to start from the beginning."));
    }

    private async Task<Outcome> Show(IReadOnlyList<CustomerId> ids, string? next, CancellationToken ct) => new Found(await directory.Load(ids, ct), next);
}
