using Microsoft.AspNetCore.Mvc.ModelBinding;
using Throughline.Platform.Jobs;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Retention;

/// <summary>Removes what is over now and does not wait for the night: never what was limited less than a day ago, and only when its number was said.</summary>
public sealed class RunRetention(ThroughlineDb db, CountRemoval count, TimeProvider clock) : IFeature
{
    /// <param name="Confirmed">How many interactions will go.</param>
    public sealed record Request(long? Confirmed = null);

    public abstract record Outcome;
    public sealed record Started : Outcome;

    /// <summary>This is what would go; the number was not said, or another.</summary>
    public sealed record ToConfirm(CountRemoval.Removal Removal) : Outcome;

    public async Task<Outcome> Run(Request request, Actor by, CancellationToken ct)
    {
        var removal = await count.ByNow(ct);
        if (removal.Interactions > 0 && request.Confirmed != removal.Interactions) return new ToConfirm(removal);
        var (jobs, now) = (db.Jobs, clock.GetUtcNow());
        if (await jobs.FindAsync([ApplyRetention.Job], ct) is { } job) job.DueAt = now;
        db.Audit(by, "retention.run-asked", "retention:periods", new { interactions = removal.Interactions, customers = removal.Customers });
        await db.SaveChangesAsync(ct);
        return new Started();
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/retention/run", async (
            [Microsoft.AspNetCore.Mvc.FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Request? request, RunRetention feature, HttpContext http,
            CancellationToken ct) => await feature.Run(request ?? new(), Actor.Of(http.User), ct) switch
            {
                Started => Results.Accepted("/api/retention"),
                ToConfirm asked => Problems.ConfirmRemoval(asked.Removal.Interactions, asked.Removal.Customers, asked.Removal),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(ChangeRetention.Permission).WithTags("Retention")
        .WithSummary("Removes data past its limit now instead of tonight; first returns the number (409), then takes it as confirmation");
}
