using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Service.Conversations;

/// <summary>Conversations, the newest first: everybody's, or one customer's.</summary>
public sealed class ListConversations(ThroughlineDb db, IFindCustomers customers) : IFeature
{
    public const int MostAtOnce = 100;

    /// <param name="Identity">Under which it began.</param>
    /// <param name="Status"><c>open</c> or <c>resolved</c>.</param>
    public sealed record Line(
        Guid Id, int Number, string Identity, string Channel, string Subject, string Status, DateTimeOffset CreatedAt);

    /// <param name="Next">What to send as <c>cursor</c> to go on; null at the end.</param>
    public sealed record Page(IReadOnlyList<Line> Items, string? Next);

    /// <param name="below">Only those with a smaller number.</param>
    public async Task<Page> List(CustomerId? customer, int below, int limit, CancellationToken ct)
    {
        var found = db.Conversations.AsNoTracking().Where(c => c.Number < below);
        if (customer is { } one)
        {
            var identities = await customers.IdentitiesOf(one, ct);
            found = found.Where(c => identities.Contains(c.Customer));
        }
        var some = await found.OrderByDescending(c => c.Number).Take(limit + 1).ToListAsync(ct);
        return new Page([.. some.Take(limit).Select(Show)], some.Count > limit ? $"{some[limit - 1].Number}" : null);
    }

    private static Line Show(Conversation c) => new(
        c.Id.Value, c.Number, c.Customer.ToString(), c.Channel, c.Subject, c.Status == ConversationStatus.Open ? "open" : "resolved", c.CreatedAt);

    private static List<Fault> FaultsIn(string? customer, string? cursor, int? limit)
    {
        List<Fault> faults = [];
        if (customer is not null && CustomerId.Parse(customer) is null) faults.Add(new("customer", "A customer number must be a whole number above 0."));
        if (cursor is not null && !int.TryParse(cursor, out _)) faults.Add(new("cursor", "Send the `next` of the previous answer, or leave it out."));
        if (limit is < 1 or > MostAtOnce) faults.Add(new("limit", $"Use a limit of 1 to {MostAtOnce}."));
        return faults;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/service/conversations", async (
            string? customer, string? cursor, int? limit, ListConversations feature, CancellationToken ct) =>
            FaultsIn(customer, cursor, limit) is { Count: > 0 } faults
                ? Problems.Of(faults)
                : Results.Ok(await feature.List(
                    CustomerId.Parse(customer), int.TryParse(cursor, out var below) ? below : int.MaxValue, limit ?? MostAtOnce, ct)))
        .RequirePermission(ServicePermissions.Read).WithTags("Service").WithSummary("Conversations, newest first")
        .Produces<Page>();
}
