using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Identities;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Joining;

/// <summary>Makes two customers of one whose identities belong to two persons. The links between the sides are retracted, never deleted.</summary>
public sealed class SplitCustomer(
    ThroughlineDb db, CustomerDirectory directory, CustomersProjection projection, IJournal journal, TimeProvider clock) : IFeature
{
    public const int MostAtOnce = 1_000;

    /// <param name="Identities">Those of the other person, each as <c>KIND:VALUE</c>.</param>
    public sealed record Request([property: NullIsTold] IReadOnlyList<string>? Identities);

    public abstract record Outcome;

    /// <param name="Customer">Who keeps the number: it is that of their first identity.</param>
    /// <param name="Person">The one of both with the user id, or else an address or a phone; else who keeps the number.</param>
    public sealed record Split(int Decision, CustomerId Customer, CustomerId Other, CustomerId Person) : Outcome;
    public sealed record NoSuchCustomer : Outcome;
    public sealed record Refused(Fault Fault) : Outcome;
    public sealed record Later : Outcome;

    public async Task<Outcome> Part(string id, Request request, Actor by, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        if (request.Identities is not { Count: > 0 and <= MostAtOnce } names)
            return Refuse($"Provide 1 to {MostAtOnce:N0} identities to split off, each as KIND:VALUE.");
        var leaving = new HashSet<int>();
        foreach (var name in names)
        {
            if (Identity.Parse(name ?? "") is not { } identity) return Refuse("Write an identity as KIND:VALUE, such as email:anna@example.com.");
            if (journal.FindIdentity(identity) is not { } number) return Refuse($"No customer has the identity {identity}.");
            leaving.Add(number);
        }
        var identities = db.Identities;
        if (await identities.CountAsync(i => i.CustomerId == customer && leaving.Contains(i.Id), ct) < leaving.Count)
            return Refuse("One of these identities belongs to another customer. Look the customer up by that identity.");
        if (await identities.CountAsync(i => i.CustomerId == customer, ct) == leaving.Count)
            return Refuse("Leave at least one identity with the customer; there is nothing to split otherwise.");
        var decision = new IdentityDecision
        { Kind = DecisionKind.Split, CustomerId = customer.Value, Identities = [.. leaving.Order()], By = by.Name, At = clock.GetUtcNow()
        };
        var ruling = await projection.Decide(decision, made => AuditEntry.Of(
            by, "customer.split", $"customer:{made.Customer}",
            new { other = made.Other?.ToString(), identities = leaving.Count, decision = made.Decision })).WaitAsync(ct);
        if (ruling is Ruling.Made { Other: { } other } split)
            return new Split(split.Decision, split.Customer, other, await PersonOf(split.Customer, other, ct));
        return ruling is Ruling.Later ? new Later() : Refuse("This customer changed in the meantime. Reload the page.");
    }

    private async Task<CustomerId> PersonOf(CustomerId one, CustomerId other, CancellationToken ct)
    {
        var identities = db.Identities;
        var kinds = await identities.AsNoTracking().Where(i => i.CustomerId == one || i.CustomerId == other)
            .Select(i => new { i.CustomerId, i.Kind }).ToListAsync(ct);
        foreach (var telling in (string[][])[[Identity.UserId], [Identity.Email, Identity.Phone]])
            if (kinds.Where(k => telling.Contains(k.Kind)).Select(k => k.CustomerId).Distinct().ToList() is [var only]) return only;
        return one;
    }

    private static Refused Refuse(Sentence why) => new(new Fault("identities", why));

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/customers/{id}/split", async (string id, Request request, SplitCustomer feature, HttpContext http, CancellationToken ct) =>
            await feature.Part(id, request, Actor.Of(http.User), ct) switch
            {
                Split split => Results.Ok(new { id = split.Customer.ToString(), other = split.Other.ToString(), decision = split.Decision }),
                NoSuchCustomer => ShowCustomer.NotFound(),
                Refused refused => Problems.Of([refused.Fault]),
                Later => JoinCustomers.TryLater(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CustomersPermissions.Merge).WithTags("Who is who").WithSummary("Splits identities of a customer off into a new one");
}
