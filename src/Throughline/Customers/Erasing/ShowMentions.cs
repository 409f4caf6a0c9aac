using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Customers.Erasing;

/// <summary>Lists what colleagues wrote down that names a customer: an erasure does not change it, because a person must say what becomes of it.</summary>
public sealed class ShowMentions(ThroughlineDb db, CustomerDirectory directory, IEnumerable<IFindMentions> finders, Viewer viewer) : IFeature
{
    public abstract record Outcome;
    public sealed record Shown(IReadOnlyList<Mention> Items) : Outcome;
    public sealed record NoSuchCustomer : Outcome;

    public async Task<Outcome> Show(string id, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        var customers = db.Customers;
        var name = await customers.Where(c => c.Id == customer).Select(c => c.Name).FirstOrDefaultAsync(ct);
        var person = new NamedPerson(name ?? "", [.. (await Erasure.Read(customer, db, ct)).Identities.Values]);
        var found = new List<Mention>();
        foreach (var finder in finders.Where(f => viewer.May(f.Permission))) found.AddRange(await finder.Find(person, ct));
        return new Shown([.. found.OrderBy(m => m.Kind, StringComparer.Ordinal).ThenBy(m => m.Title, StringComparer.Ordinal)]);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/customers/{id}/mentions", async (string id, ShowMentions feature, CancellationToken ct) => await feature.Show(id, ct) switch
        {
            Shown shown => Results.Ok(new { items = shown.Items, next = (string?)null }),
            NoSuchCustomer => ShowCustomer.NotFound(),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        })
        .RequirePermission(CustomersPermissions.Erase).WithTags("Customers")
        .WithSummary("Texts by colleagues that mention a customer, with where to edit them");
}
