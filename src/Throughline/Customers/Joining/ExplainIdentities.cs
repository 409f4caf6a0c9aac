using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Joining;

/// <summary>Says of each identity why it is this customer's: which interaction or colleague tied it to which other identity, and what was untied.</summary>
public sealed class ExplainIdentities(ThroughlineDb db, CustomerDirectory directory) : IFeature
{
    public const int OnAPage = 50;
    private const int MostTies = 20;

    /// <param name="To">The identity at the other end, as <c>KIND:VALUE</c>.</param>
    /// <param name="Confidence">0 to 1.</param>
    /// <param name="Evidence">The journal position of the interaction that said so; of a colleague's word where it stands.</param>
    /// <param name="By">The colleague who tied it; null when an interaction did.</param>
    /// <param name="RetractedBy">The colleague who untied it.</param>
    public sealed record Tie(
        string To, string Why, double Confidence, long Evidence, DateTimeOffset At, string? By, DateTimeOffset? RetractedAt, string? RetractedBy);

    /// <param name="Why">How we met it, such as <c>identify</c>.</param>
    public sealed record Explained(
        int Id, string Kind, string Value, bool IsShared, DateTimeOffset FirstSeen, string Why, long Evidence, IReadOnlyList<Tie> Ties);

    public abstract record Outcome;
    public sealed record Told(CustomerId Customer, IReadOnlyList<Explained> Items, string? Next) : Outcome;
    public sealed record NoSuchCustomer : Outcome;

    /// <param name="kind">Only identities of this kind; null: all.</param>
    /// <param name="after">From <c>next</c> of the page before; 0 for the first.</param>
    public async Task<Outcome> Explain(string id, string? kind, int after, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        var identities = db.Identities;
        var found = await identities
            .AsNoTracking()
            .Where(i => i.CustomerId == customer && (kind == null || i.Kind == kind) && i.Id > after)
            .OrderBy(i => i.Id)
            .Take(OnAPage + 1)
            .ToListAsync(ct);
        var page = found.Take(OnAPage).ToList();
        var ties = await TiesOf([.. page.Select(i => i.Id)], ct);
        return new Told(
            customer, [.. page.Select(i => new Explained(i.Id, i.Kind, i.Value, i.IsShared, i.FirstSeen, i.Why, i.Evidence, [.. ties[i.Id].Take(MostTies)]))],
            found.Count > page.Count ? page[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    private async Task<ILookup<int, Tie>> TiesOf(IReadOnlyCollection<int> of, CancellationToken ct)
    {
        var (links, identities, decisions) = (db.IdentityLinks, db.Identities, db.IdentityDecisions);
        // A user id may be tied to ten thousand browsers; each of those has one tie.
        var found = await links.AsNoTracking().Where(l => of.Contains(l.IdentityId)).OrderBy(l => l.Id).Take(MostTies * OnAPage)
            .Union(links.AsNoTracking().Where(l => of.Contains(l.OtherId)).OrderBy(l => l.Id).Take(MostTies * OnAPage)).ToListAsync(ct);
        var numbers = found.SelectMany(l => (int[])[l.IdentityId, l.OtherId]).Distinct().ToList();
        var names = await identities.AsNoTracking().Where(i => numbers.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => $"{i.Kind}:{i.Value}", ct);
        var decided = found.SelectMany(l => (int?[])[l.DecisionId, l.RetractedBy]).OfType<int>().Distinct().ToList();
        var by = await decisions.AsNoTracking().Where(d => decided.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.By, ct);
        string? Name(int? decision) => decision is { } number ? by.GetValueOrDefault(number) : null;
        return found.SelectMany(l => new (int Of, int To)[] { (l.IdentityId, l.OtherId), (l.OtherId, l.IdentityId) }
            .Where(ends => of.Contains(ends.Of) && names.ContainsKey(ends.To))
                .Select(ends => (ends.Of, Tie: new Tie(
                    names[ends.To], l.Why, l.Confidence, l.Evidence, l.At, Name(l.DecisionId), l.RetractedAt, Name(l.RetractedBy)))))
            .ToLookup(pair => pair.Of, pair => pair.Tie);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/customers/{id}/identities", async (string id, string? kind, int? after, ExplainIdentities feature, CancellationToken ct) =>
            await feature.Explain(id, kind, after ?? 0, ct) switch
            {
                Told told => Results.Ok(new { items = told.Items, next = told.Next }),
                NoSuchCustomer => ShowCustomer.NotFound(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CustomersPermissions.Read).WithTags("Who is who").WithSummary("Why each identity is this customer's");
}
