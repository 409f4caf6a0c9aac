using System.Text.Json;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Identities;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;

namespace Throughline.Customers.Joining;

/// <summary>Joins two customers who a colleague says are one person. The older number survives; the other leads to it.</summary>
public sealed class JoinCustomers(CustomerDirectory directory, CustomersProjection projection, TimeProvider clock) : IFeature
{
    /// <param name="Other">The other customer's number.</param>
    public sealed record Request(JsonElement Other);

    public abstract record Outcome;
    public sealed record Joined(int Decision, CustomerId Customer) : Outcome;
    public sealed record NoSuchCustomer : Outcome;
    public sealed record AlreadyOne : Outcome;
    public sealed record Later : Outcome;

    public async Task<Outcome> Join(string id, string other, Actor by, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } one || await Find(other, ct) is not { } two) return new NoSuchCustomer();
        if (one == two) return new AlreadyOne();
        var decision = new IdentityDecision { Kind = DecisionKind.Join, CustomerId = one.Value, OtherId = two.Value, By = by.Name, At = clock.GetUtcNow() };
        var ruling = await projection.Decide(decision, made => AuditEntry.Of(
            by, "customer.merged", $"customer:{made.Customer}", new { other = (made.Customer == one ? two : one).ToString(), decision = made.Decision }))
            .WaitAsync(ct);
        if (ruling is Ruling.Made { Decision: var number, Customer: var survivor }) return new Joined(number, survivor);
        return ruling is Ruling.Later ? new Later() : new AlreadyOne();
    }

    private async Task<CustomerId?> Find(string id, CancellationToken ct) => CustomerId.Parse(id) is { } asked ? await directory.Resolve(asked, ct) : null;

    internal static IResult TryLater() => Problems.Of(StatusCodes.Status503ServiceUnavailable, "customers_rebuilding",
        "The customers are being rebuilt. Try again when /api/status shows no lag.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/customers/{id}/merge", async (string id, Request request, JoinCustomers feature, HttpContext http, CancellationToken ct) =>
            await feature.Join(id, request.Other.ToString(), Actor.Of(http.User), ct) switch
            {
                Joined joined => Results.Ok(new { id = joined.Customer.ToString(), decision = joined.Decision }),
                NoSuchCustomer => ShowCustomer.NotFound(),
                AlreadyOne => Problems.Of(StatusCodes.Status422UnprocessableEntity, "already_one",
                    "These two are already one customer. Provide the number of another one in `other`."),
                Later => TryLater(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CustomersPermissions.Merge).WithTags("Who is who").WithSummary("Merges two customers who are one person; the older number is kept");
}
