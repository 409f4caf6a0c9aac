using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Links;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Invitations;

/// <summary>Makes a colleague of whoever holds the link of an invitation, once.</summary>
public sealed class AcceptInvitation(ThroughlineDb db, SignedLinks links, NewUser newUser) : IPart
{
    public sealed record Request(string? Name, string? Password, string? TimeZone);

    public abstract record Outcome;
    public sealed record Accepted(User User) : Outcome;
    public sealed record NoSuchLink : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>What a link opens; null when it works no more. Looking uses nothing up.</summary>
    public async Task<Invitation?> Find(string? token, CancellationToken ct) =>
        await links.Open(Invitation.Purpose, token, ct) is { } link ? await Of(link, ct) : null;

    public async Task<Outcome> Accept(string? token, Request request, CancellationToken ct)
    {
        if (await links.Open(Invitation.Purpose, token, ct) is not { } link || await Of(link, ct) is not { } invitation) return new NoSuchLink();
        List<Fault> faults = [.. NewUser.FaultsIn(request.Name, invitation.Email, request.Password, request.TimeZone)];
        if (faults.Count > 0) return new Refused(faults);
        var user = await newUser.Add(request.Name!, invitation.Email, request.Password!, invitation.Role, request.TimeZone!, ct);
        user.Department = invitation.Department;
        links.Use(link);
        db.Remove(invitation);
        db.Audit(Actor.Self(user), "invitation.accepted", $"user:{user.Id}", new { invitation = invitation.Id, invitation.Role });
        try
        {
            return await db.TrySave(ct) ? new Accepted(user) : new NoSuchLink();
        }
        catch (DbUpdateConcurrencyException) // Revoked, or opened in another window, at this moment.
        {
            return new NoSuchLink();
        }
    }

    private async Task<Invitation?> Of(SignedLink link, CancellationToken ct)
    {
        var invitations = db.Invitations;
        return await invitations.FirstOrDefaultAsync(i => i.Link == link.Id, ct);
    }
}
