using Throughline.Contracts;
using Throughline.Customers.Identities;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;

namespace Throughline.Customers.Joining;

/// <summary>Takes a colleague's decision back. Identities that joined a side since go with that side.</summary>
public sealed class UndoDecision(CustomersProjection projection, TimeProvider clock) : IFeature
{
    public abstract record Outcome;

    /// <param name="Other">Who stands apart from them now; null when they are one.</param>
    public sealed record Undone(int Decision, CustomerId Customer, CustomerId? Other) : Outcome;
    public sealed record NoSuchDecision : Outcome;
    public sealed record NotToUndo : Outcome;
    public sealed record Later : Outcome;

    public async Task<Outcome> Undo(int id, Actor by, CancellationToken ct)
    {
        var decision = new IdentityDecision { Kind = DecisionKind.Undo, CustomerId = 0, Undoes = id, By = by.Name, At = clock.GetUtcNow() };
        return await projection.Decide(decision, made => AuditEntry.Of(
            by, "customer.decision-undone", $"customer:{made.Customer}",
            new { other = made.Other?.ToString(), undone = id, decision = made.Decision })).WaitAsync(ct) switch
        {
            Ruling.Made made => new Undone(made.Decision, made.Customer, made.Other),
            Ruling.NoSuchDecision => new NoSuchDecision(),
            Ruling.Later => new Later(),
            _ => new NotToUndo(),
        };
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/customers/decisions/{id:int}/undo",
            async (int id, UndoDecision feature, HttpContext http, CancellationToken ct) => await feature.Undo(id, Actor.Of(http.User), ct) switch
            {
                Undone undone => Results.Ok(new { id = undone.Customer.ToString(), other = undone.Other?.ToString(), decision = undone.Decision }),
                NoSuchDecision => Problems.Of(StatusCodes.Status404NotFound, "no_such_decision",
                    "There is no decision with this number. List the decisions about a customer to find it."),
                NotToUndo => Problems.Of(StatusCodes.Status409Conflict, "not_to_undo",
                    "This was already undone, or a later decision depends on it. Undo the later one first."),
                Later => JoinCustomers.TryLater(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CustomersPermissions.Merge).WithTags("Who is who").WithSummary("Undoes a merge, a split or a decision to keep separate");
}
