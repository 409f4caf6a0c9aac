using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Listing;

/// <summary>Lists customers by filters, in an order, a page at a time; or finds one by an identity, or some by text.</summary>
public sealed class ListCustomers(FindListed find, SearchCustomers search, CustomersInOrder inOrder, IOrders orders, ThroughlineDb db) : IFeature
{
    public abstract record Outcome;

    /// <param name="Whom">As it was asked of the tables.</param>
    public sealed record Listed(IReadOnlyList<CustomerView> Items, string? Next, SearchCustomers.Request Whom) : Outcome;
    public sealed record Misasked(string Code, string Why) : Outcome;
    public sealed record Later(string Why) : Outcome;

    public async Task<Outcome> List(CustomerFilters asked, int limit, CancellationToken ct)
    {
        try
        {
            var request = await find.Find(asked, ct) with { Limit = limit };
            return await search.Search(request, ct) switch
            {
                SearchCustomers.Found found => new Listed(found.Items, found.Next, request),
                SearchCustomers.Misasked not => new Misasked("misasked", not.Why),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            };
        }
        catch (QuestionException e)
        {
            return new Misasked(e.Code, e.Sentence);
        }
        catch (JourneysCatchUpException e)
        {
            return new Later(e.Message);
        }
    }

    /// <summary>How many there are in all; by text at most one more than <see cref="SearchCustomers.MostCounted"/>.</summary>
    public async Task<int> Count(Listed listed, CancellationToken ct)
    {
        var whom = listed.Whom;
        if (whom.Identity is not null) return listed.Items.Count;
        if (whom.Q is { } text) return await search.CountByText(text, whom.Known, whom.Within, ct);
        return whom.Within?.Count ?? await inOrder.Count(new(null, whom.Known, whom.Since, whom.Before), ct);
    }

    /// <summary>What each of them ordered, for those who did.</summary>
    public async Task<IReadOnlyDictionary<string, OrdersOfOne>> OrdersOf(IReadOnlyList<CustomerView> customers, CancellationToken ct)
    {
        var (ids, identities) = (customers.Select(c => CustomerId.Parse(c.Id)).OfType<CustomerId>().ToList(), db.Identities);
        var theirs = await identities.Where(i => ids.Contains(i.CustomerId)).Select(i => new { i.CustomerId, i.Id }).ToListAsync(ct);
        var all = await orders.Of(theirs.GroupBy(i => i.CustomerId).ToDictionary(g => g.Key, g => (IReadOnlyList<int>)[.. g.Select(i => i.Id)]), ct);
        return all.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/customers", async (
            ListCustomers feature, HttpContext http, string? identity, string? q, string? known, string? segment, string? stage, string? channel,
            string? spend, string? currency, string? seen, string? sort, string? cursor, int? limit, CancellationToken ct) =>
        {
            var asked = new CustomerFilters(identity, q, segment, stage, channel, spend, currency, seen, known, sort, cursor);
            switch (await feature.List(asked.WithoutBlanks(), limit ?? 25, ct))
            {
                case Listed listed: return Results.Ok(new { items = listed.Items, next = listed.Next });
                case Misasked not: return Problems.Of(StatusCodes.Status400BadRequest, not.Code, not.Why);
                case Later later:
                    http.Response.Headers.RetryAfter = "1";
                    return Problems.Of(StatusCodes.Status503ServiceUnavailable, "catching_up", later.Why);
                case var other: throw new InvalidOperationException($"Unknown outcome {other}.");
            }
        })
        .RequirePermission(CustomersPermissions.Read).WithTags("Customers")
        .WithSummary("Finds customers by identity or text, or lists the most recently seen").Produces<SearchCustomers.Found>();
}
