using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Erasing;

/// <summary>Erases one customer, everywhere and for good. It is written down first, so that it is finished even if the process stops.</summary>
public sealed class EraseCustomer(
    ThroughlineDb db, CustomerDirectory directory, Erasure erasure, AheadOfJob ahead, ILogger<EraseCustomer> log) : IFeature
{
    public abstract record Outcome;
    public sealed record Erased : Outcome;

    /// <summary>Something is in the way; it is tried again until it is done.</summary>
    public sealed record GoesOn : Outcome;

    public sealed record NoSuchCustomer : Outcome;

    internal static string JobFor(CustomerId id) => $"erase-customer:{id}";

    public async Task<Outcome> Erase(string id, Actor by, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        await db.Schedule(JobFor(customer), EraseCustomerJob.KindOfJob, customer.ToString(), ahead.Due, everySeconds: null, ct);
        db.Audit(by, "customer.erased", $"customer:{customer}");
        await db.TrySave(ct); // False: somebody else has just asked for the same.
        try
        {
            // Whoever asked may leave; an erasure does not stop half-way for that.
            await ahead.Run(JobFor(customer), erasure.Run(customer, isResumed: false, CancellationToken.None));
            return new Erased();
        }
        catch (Exception e) when (e is JournalUnavailableException or TimeoutException or IOException)
        {
            log.LogWarning(e, "Erasing customer {Customer} is not finished and continues in the background.", customer);
            return new GoesOn();
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/api/customers/{id}", async (string id, EraseCustomer feature, HttpContext http, CancellationToken ct) =>
            await feature.Erase(id, Actor.Of(http.User), ct) switch
            {
                Erased => Results.NoContent(),
                GoesOn => Results.Accepted(),
                NoSuchCustomer => ShowCustomer.NotFound(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CustomersPermissions.Erase).WithTags("Customers")
        .WithSummary("Erases a customer everywhere, permanently; 202 if it continues in the background");
}

/// <summary>Finishes an erasure that was stopped half-way.</summary>
public sealed class EraseCustomerJob(Erasure erasure) : IJob
{
    public const string KindOfJob = "erase-customer";

    public string Kind => KindOfJob;

    // Nobody's right to be forgotten waits behind a long task.
    public Lane Lane { get; } = new("erasure");

    public Task Run(JobRun run, CancellationToken ct) =>
        erasure.Run(CustomerId.Parse(run.Payload) ?? throw new InvalidOperationException("No customer is named."), isResumed: true, ct);
}
