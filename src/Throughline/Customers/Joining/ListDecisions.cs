using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Joining;

/// <summary>Lists what colleagues decided about who a customer is, newest first.</summary>
public sealed class ListDecisions(ThroughlineDb db, CustomerDirectory directory) : IFeature
{
    public const int Shown = 50;

    /// <param name="Kind"><c>join</c>, <c>split</c>, <c>keep-apart</c> or <c>undo</c>.</param>
    /// <param name="Other">Whose the other side is now, if not this customer's.</param>
    /// <param name="Undoes">The decision that this one took back.</param>
    /// <param name="Undone">It was taken back.</param>
    public sealed record Line(int Id, string Kind, string? Other, int? Undoes, bool Undone, long Position, string By, DateTimeOffset At);

    public abstract record Outcome;
    public sealed record Listed(IReadOnlyList<Line> Items) : Outcome;
    public sealed record NoSuchCustomer : Outcome;

    public async Task<Outcome> List(string id, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        var (decisions, identities) = (db.IdentityDecisions, db.Identities);
        var mine = identities.Where(i => i.CustomerId == customer).Select(i => i.Id);
        var found = await decisions.AsNoTracking().Where(d => mine.Contains(d.CustomerId) || mine.Contains(d.OtherId)).OrderByDescending(d => d.Id).Take(Shown)
            .Select(d => new
            {
                d,
                Undone = decisions.Any(u => u.Undoes == d.Id),
                One = identities.Where(i => i.Id == d.CustomerId).Select(i => (CustomerId?)i.CustomerId).FirstOrDefault(),
                Other = identities.Where(i => i.Id == d.OtherId).Select(i => (CustomerId?)i.CustomerId).FirstOrDefault(),
            }).ToListAsync(ct);
        return new Listed([.. found.Select(f => new Line(
            f.d.Id, IdentityDecision.WordFor(f.d.Kind),
            (f.One == customer ? f.Other : f.One) is { } other && other != customer ? other.ToString() : null,
            f.d.Undoes, f.Undone, f.d.Position, f.d.By, f.d.At))]);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/customers/{id}/decisions", async (string id, ListDecisions feature, CancellationToken ct) => await feature.List(id, ct) switch
        {
            Listed listed => Results.Ok(new { items = listed.Items }),
            NoSuchCustomer => ShowCustomer.NotFound(),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        })
        .RequirePermission(CustomersPermissions.Read).WithTags("Who is who").WithSummary("Colleagues' decisions about a customer's identities");
}
