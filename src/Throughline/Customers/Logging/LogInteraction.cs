using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Outbox;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Customers.Logging;

/// <summary>Writes down what happened where no program was listening: a call, a visit, a note.</summary>
public sealed class LogInteraction(ThroughlineDb db, CustomerDirectory directory, OutboxDispatcher outbox, TimeProvider clock) : IFeature
{
    public const int LongestText = 4_000;

    /// <param name="What"><c>call</c>, <c>visit</c> or <c>note</c>.</param>
    /// <param name="Direction">Of a call: <c>in</c> or <c>out</c>.</param>
    /// <param name="HappenedAt">Now, if left out.</param>
    public sealed record Request(string? What, string? Text, string? Direction = null, GivenInstant? HappenedAt = null);

    public abstract record Outcome;
    public sealed record Logged : Outcome;
    public sealed record NoSuchCustomer : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <param name="by">The colleague's name, or the key's: never an address, because what is written down is not changed afterwards.</param>
    public async Task<Outcome> Log(string id, Request request, string? by, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        var now = clock.GetUtcNow();
        if (FaultsIn(request, now) is { Count: > 0 } faults) return new Refused(faults);
        var identities = db.Identities;
        var identity = await identities.Where(i => i.CustomerId == customer).OrderBy(i => i.Kind == Identity.AnonymousId).ThenBy(i => i.Id).FirstAsync(ct);
        db.Publish(InteractionLogged.Of(new Identity(identity.Kind, identity.Value), request, request.HappenedAt?.At ?? now, by, now));
        await db.SaveChangesAsync(ct);
        await outbox.ToJournal(ct);
        return new Logged();
    }

    internal static List<Fault> FaultsIn(Request request, DateTimeOffset now)
    {
        List<Fault> faults = [];
        if (request.What is not ("call" or "visit" or "note")) faults.Add(new("what", "Choose call, visit or note."));
        if (string.IsNullOrWhiteSpace(request.Text)) faults.Add(new("text", "Describe what happened."));
        if (request.Text?.Length > LongestText) faults.Add(new("text", $"Enter fewer than {LongestText} characters."));
        if (request.Direction is not (null or "" or "in" or "out")) faults.Add(new("direction", "A call has the direction in or out."));
        if (request.HappenedAt?.At > now.AddMinutes(5) || request.HappenedAt?.At < DateTimeOffset.UnixEpoch)
            faults.Add(new("happenedAt", "Enter a time that is not in the future."));
        return faults;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/customers/{id}/interactions", async (string id, Request request, LogInteraction feature, HttpContext http, CancellationToken ct) =>
            await feature.Log(id, request, Actor.Of(http.User).Name, ct) switch
            {
                Logged => Results.NoContent(),
                NoSuchCustomer => ShowCustomer.NotFound(),
                Refused refused => Problems.Of(refused.Faults),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CustomersPermissions.Write).WithTags("Customers").WithSummary("Logs a call, visit or note");
}
