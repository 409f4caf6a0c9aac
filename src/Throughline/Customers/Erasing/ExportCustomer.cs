using System.Text.Encodings.Web;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Erasing;

/// <summary>Hands out everything that is held about one customer, part by part, as one JSON object.</summary>
public sealed class ExportCustomer(
    ThroughlineDb db,
    CustomerDirectory directory,
    IEnumerable<IExportCustomer> parts,
    IJournal journal,
    ProjectionRunner projections,
    TimeProvider clock) : IFeature
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public abstract record Outcome;

    /// <param name="Write">Writes the JSON; what is long is read while it is written.</param>
    public sealed record Ready(CustomerId Customer, Func<Stream, CancellationToken, Task> Write) : Outcome;

    public sealed record NoSuchCustomer : Outcome;

    public async Task<Outcome> Export(string id, Actor by, CancellationToken ct)
    {
        await projections.WaitFor(journal.Head, Patience, ct);
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        var whole = await Erasure.Read(customer, db, ct);
        db.Audit(by, "customer.exported", $"customer:{customer}");
        await db.SaveChangesAsync(ct);
        return new Ready(customer, async (stream, stop) =>
        {
            var everything = new Dictionary<string, object?> { ["exportedAt"] = clock.GetUtcNow() };
            foreach (var part in parts.OrderBy(p => p.Part, StringComparer.Ordinal)) everything[part.Part] = await part.Export(whole, stop);
            await JsonSerializer.SerializeAsync(stream, everything, Json, stop);
        });
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/customers/{id}/export", async (string id, ExportCustomer feature, HttpContext http, CancellationToken ct) =>
            await feature.Export(id, Actor.Of(http.User), ct) switch
            {
                Ready ready => Results.Stream(stream => ready.Write(stream, http.RequestAborted), "application/json", $"customer-{ready.Customer}.json"),
                NoSuchCustomer => ShowCustomer.NotFound(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(SharedPermissions.ExportCustomers).WithTags("Customers").WithSummary("All data about a customer");
}
