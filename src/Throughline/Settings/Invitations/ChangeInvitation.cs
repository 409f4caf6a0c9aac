using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Links;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Invitations;

/// <summary>Renews an invitation, so that another link works for seven days and the old one no more; or revokes it.</summary>
public sealed class ChangeInvitation(ThroughlineDb db, SignedLinks links) : IFeature
{
    public abstract record Outcome;

    /// <param name="Path">The new link, below the server's address. It is shown this once.</param>
    public sealed record Renewed(string Email, string Path, DateTimeOffset EndsAt) : Outcome;

    public sealed record Revoked : Outcome;
    public sealed record NoSuchInvitation : Outcome;
    public sealed record OnlyAnOwnerInvitesOwners : Outcome;

    public async Task<Outcome> Renew(Guid id, Actor by, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } invitation) return new NoSuchInvitation();
        if (invitation.Role == Role.Owner && !by.IsOwner) return new OnlyAnOwnerInvitesOwners();
        await links.Revoke(invitation.Link, invitation.EndsAt, ct);
        var path = InviteColleague.Link(invitation, links);
        db.Audit(by, "invitation.renewed", $"invitation:{id}");
        return await Save(ct) ? new Renewed(invitation.Email, path, invitation.EndsAt) : new NoSuchInvitation();
    }

    public async Task<Outcome> Revoke(Guid id, Actor by, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } invitation) return new NoSuchInvitation();
        await links.Revoke(invitation.Link, invitation.EndsAt, ct);
        db.Remove(invitation);
        db.Audit(by, "invitation.revoked", $"invitation:{id}");
        return await Save(ct) ? new Revoked() : new NoSuchInvitation();
    }

    private Task<Invitation?> Find(Guid id, CancellationToken ct)
    {
        var invitations = db.Invitations;
        return invitations.FirstOrDefaultAsync(i => i.Id == id, ct);
    }

    // They may come, and somebody else may revoke it, at this moment.
    private async Task<bool> Save(CancellationToken ct)
    {
        try
        {
            return await db.TrySave(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/invitations/{id:guid}/renew", async (Guid id, ChangeInvitation feature, HttpContext http, CancellationToken ct) =>
            await feature.Renew(id, Actor.Of(http.User), ct) switch
            {
                Renewed made => Results.Ok(new { email = made.Email, link = InviteColleague.Absolute(http.Request, made.Path), endsAt = made.EndsAt }),
                NoSuchInvitation => None(),
                OnlyAnOwnerInvitesOwners => Problems.Of(StatusCodes.Status403Forbidden, "owners_only", "Only an owner can add another owner."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            }).RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues")
                .WithSummary("Creates a new link for seven days; the old one stops working");
        api.MapDelete("/api/invitations/{id:guid}", async (Guid id, ChangeInvitation feature, HttpContext http, CancellationToken ct) =>
            await feature.Revoke(id, Actor.Of(http.User), ct) is Revoked ? Results.NoContent() : None())
            .RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues").WithSummary("Revokes an invitation; its link stops working");
    }

    private static IResult None() =>
        Problems.Of(StatusCodes.Status404NotFound, "no_such_invitation", "There is no such invitation; it was accepted or revoked.");
}
