using System.Text.Json;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Identities;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;

namespace Throughline.Customers.Joining;

/// <summary>Refuses a suggestion: the two stay two customers until a colleague or an explicit statement of our own server joins them.</summary>
public sealed class KeepApart(CustomerDirectory directory, CustomersProjection projection, TimeProvider clock) : IFeature
{
    /// <param name="Other">The other customer's number.</param>
    public sealed record Request(JsonElement Other);

    public abstract record Outcome;
    public sealed record Kept(int Decision) : Outcome;
    public sealed record NoSuchCustomer : Outcome;
    public sealed record NotSuggested : Outcome;
    public sealed record Later : Outcome;

    public async Task<Outcome> Keep(string id, string other, Actor by, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } one || await Find(other, ct) is not { } two) return new NoSuchCustomer();
        if (one == two) return new NotSuggested();
        var decision = new IdentityDecision
        { Kind = DecisionKind.KeepApart, CustomerId = one.Value, OtherId = two.Value, By = by.Name, At = clock.GetUtcNow()
        };
        var ruling = await projection.Decide(decision, made => AuditEntry.Of(
            by, "customer.kept-apart", $"customer:{one}", new { other = two.ToString(), decision = made.Decision })).WaitAsync(ct);
        if (ruling is Ruling.Made { Decision: var number }) return new Kept(number);
        return ruling is Ruling.Later ? new Later() : new NotSuggested();
    }

    private async Task<CustomerId?> Find(string id, CancellationToken ct) => CustomerId.Parse(id) is { } asked ? await directory.Resolve(asked, ct) : null;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/customers/{id}/keep-apart", async (string id, Request request, KeepApart feature, HttpContext http, CancellationToken ct) =>
            await feature.Keep(id, request.Other.ToString(), Actor.Of(http.User), ct) switch
            {
                Kept kept => Results.Ok(new { decision = kept.Decision }),
                NoSuchCustomer => ShowCustomer.NotFound(),
                NotSuggested => Problems.Of(StatusCodes.Status409Conflict, "not_suggested",
                    "There is no open suggestion for these two, or it has already been decided. List the suggestions to see the open ones."),
                Later => JoinCustomers.TryLater(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CustomersPermissions.Merge).WithTags("Who is who").WithSummary("Keeps two suggested duplicates separate");
}
