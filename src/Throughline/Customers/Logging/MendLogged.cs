using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Journal;
using Throughline.Platform.Outbox;
using Throughline.Platform.Projections;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Logging;

/// <summary>
/// Mends what a colleague logged, takes it back, or brings it back. What was written stays in the journal; another interaction stands for it
/// from then on, and tells what it said before.
/// </summary>
public sealed class MendLogged(
    ThroughlineDb db, CustomerDirectory directory, IJournal journal, OutboxDispatcher outbox, ProjectionRunner projections, TimeProvider clock) : IFeature
{
    public abstract record Outcome;

    /// <param name="Position">Of the interaction that stands for it now.</param>
    public sealed record Done(long Position) : Outcome;
    public sealed record NoSuchInteraction : Outcome;

    /// <summary>Somebody else wrote it down, or it is nothing that a colleague wrote down.</summary>
    public sealed record NotYours : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>It was mended or taken back meanwhile.</summary>
    public sealed record Overtaken : Outcome;

    public Task<Outcome> Mend(string id, long position, LogInteraction.Request request, Actor by, bool mayAll, CancellationToken ct) =>
        Change(id, position, by, mayAll, "interaction.mended", logged =>
        {
            var now = clock.GetUtcNow();
            if (LogInteraction.FaultsIn(request, now) is { Count: > 0 } faults) return new Refused(faults);
            return new Written(InteractionLogged.Of(Nobody, request, request.HappenedAt?.At ?? logged.HappenedAt, logged.By, now));
        }, ct);

    public Task<Outcome> TakeBack(string id, long position, Actor by, bool mayAll, CancellationToken ct) =>
        Change(id, position, by, mayAll, "interaction.taken-back", logged => logged.IsWithdrawn ? new Overtaken() : new Written(new InteractionLogged(
            Nobody, InteractionLogged.Withdrawn, logged.Channel, "", null, logged.By, logged.HappenedAt, clock.GetUtcNow())), ct);

    public Task<Outcome> BringBack(string id, long position, Actor by, bool mayAll, CancellationToken ct) =>
        Change(id, position, by, mayAll, "interaction.brought-back", logged => !logged.IsWithdrawn || logged.Was is not [var was, ..] ? new Overtaken()
            : new Written(new InteractionLogged(
                Nobody, was.Event, logged.Channel, was.Text, was.Direction, logged.By, was.HappenedAt, clock.GetUtcNow())), ct);

    /// <summary>Whoever wrote it down may mend it, and whoever may mend all.</summary>
    public static bool May(Logged logged, string by, bool mayAll) => mayAll || logged.By == by;

    /// <summary>What a colleague wrote down there about this customer, and stands as it is; null otherwise.</summary>
    public async Task<Logged?> Find(string id, long position, CancellationToken ct) =>
        journal.Superseded([position]).Count == 0 && await Entry(id, position, ct) is ({ } entry, _) ? Logged.Of(entry) : null;

    private static readonly Identity Nobody = new("", "");

    private sealed record Written(InteractionLogged Fact) : Outcome;

    private async Task<Outcome> Change(
        string id, long position, Actor by, bool mayAll, string act, Func<Logged, Outcome> write, CancellationToken ct)
    {
        if (await Entry(id, position, ct) is not ({ } entry, { } customer)) return new NoSuchInteraction();
        var identity = journal.Identities([entry.Identity])[entry.Identity];
        if (Logged.Of(entry) is not { } logged || !May(logged, by.Name, mayAll)) return new NotYours();
        if (journal.Superseded([position]).Count > 0) return new Overtaken();
        var outcome = write(logged);
        if (outcome is not Written { Fact: var fact }) return outcome;
        await using (var both = await db.Database.BeginTransactionAsync(ct))
        {
            // Of two at this moment the other is told so: the correction reaches the journal only afterwards.
            if (await db.Advance($"interaction:{position}", 1, ct) is not null) return new Overtaken();
            db.Publish(fact with { Customer = identity, Supersedes = position, MendedBy = by.Name, Was = [logged.AsBefore, .. logged.Was] });
            Record(act, customer, position, by);
            await db.SaveChangesAsync(ct);
            await both.CommitAsync(ct);
        }
        await outbox.ToJournal(ct);
        await projections.Forget(new HashSet<long> { position });
        await projections.WaitFor(journal.Head, TimeSpan.FromSeconds(1), ct);
        return new Done(journal.Superseded([position]).GetValueOrDefault(position, position));
    }

    // What belongs to somebody else is not found under this customer's number.
    private async Task<(JournalEntry? Entry, CustomerId? Customer)> Entry(string id, long position, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return default;
        if (journal.ReadAt([position]) is not [var entry]) return default;
        return await directory.FindBy(journal.Identities([entry.Identity])[entry.Identity], ct) == customer ? (entry, customer) : default;
    }

    private void Record(string act, CustomerId customer, long position, Actor by)
    {
        var (subject, details) = ($"customer:{customer}", new { interaction = position });
        if (act == "interaction.mended") db.Audit(by, "interaction.mended", subject, details);
        else if (act == "interaction.taken-back") db.Audit(by, "interaction.taken-back", subject, details);
        else db.Audit(by, "interaction.brought-back", subject, details);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string one = "/api/customers/{id}/interactions/{position:long}";
        routes.MapPut(one, async (
                string id, long position, LogInteraction.Request request, MendLogged feature, PermissionTable all, HttpContext http, CancellationToken ct) =>
                Answer(await feature.Mend(id, position, request, Actor.Of(http.User), MayAll(all, http), ct)))
            .RequirePermission(CustomersPermissions.Write).WithTags("Customers").WithSummary("Edits a logged call, visit or note; the earlier version is kept");
        routes.MapDelete(one, async (string id, long position, MendLogged feature, PermissionTable all, HttpContext http, CancellationToken ct) =>
                Answer(await feature.TakeBack(id, position, Actor.Of(http.User), MayAll(all, http), ct)))
            .RequirePermission(CustomersPermissions.Write).WithTags("Customers").WithSummary("Removes a logged call, visit or note; its text is kept");
        routes.MapPost(one + "/restore", async (string id, long position, MendLogged feature, PermissionTable all, HttpContext http, CancellationToken ct) =>
                Answer(await feature.BringBack(id, position, Actor.Of(http.User), MayAll(all, http), ct)))
            .RequirePermission(CustomersPermissions.Write).WithTags("Customers").WithSummary("Restores a removed logged interaction");
    }

    internal static bool MayAll(PermissionTable all, HttpContext http) => all.Allows(http.User, CustomersPermissions.MendLogged);

    private static IResult Answer(Outcome outcome) => outcome switch
    {
        Done done => Results.Ok(new { position = done.Position }),
        NotYours => Problems.Of(StatusCodes.Status403Forbidden, "not_yours", "Only the colleague who logged it, or one who may edit interactions logged "
            + "by colleagues, can edit this."),
        Refused refused => Problems.Of(refused.Faults),
        Overtaken => Overtaking.Problem("This was edited or removed in the meantime. Reload the timeline."),
        _ => Problems.Of(StatusCodes.Status404NotFound, "no_such_interaction", "This customer does not have this interaction."),
    };
}
