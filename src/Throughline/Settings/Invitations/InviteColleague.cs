using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Links;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Settings.Invitations;

/// <summary>Invites a colleague: makes a link by which they choose their own password. It works once, for seven days.</summary>
public sealed class InviteColleague(
    ThroughlineDb db, SignedLinks links, DepartmentNames departments, ILookupNormalizer normalizer, TimeProvider clock) : IFeature
{
    public sealed record Request(string? Email, string? Role, string? Name = null, string? Department = null);

    public abstract record Outcome;

    /// <param name="Path">The link, below the server's address. It is shown this once.</param>
    public sealed record Invited(Guid Id, string Email, string Path, DateTimeOffset EndsAt) : Outcome;

    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;
    public sealed record EmailTaken : Outcome;
    public sealed record InvitedAlready : Outcome;
    public sealed record OnlyAnOwnerInvitesOwners : Outcome;

    public async Task<Outcome> Invite(Request request, Actor by, CancellationToken ct)
    {
        if (FaultsIn(request) is { Count: > 0 } faults) return new Refused(faults);
        if (request.Role == Role.Owner && !by.IsOwner) return new OnlyAnOwnerInvitesOwners();
        var (email, invitations, now) = (request.Email!.Trim(), db.Invitations, clock.GetUtcNow());
        var normalized = normalizer.NormalizeEmail(email);
        if (await db.Users.AnyAsync(u => u.NormalizedEmail == normalized, ct)) return new EmailTaken();
        if (await invitations.AnyAsync(i => i.NormalizedEmail == normalized, ct)) return new InvitedAlready();
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(now), Email = email, NormalizedEmail = normalized, Name = request.Name.NullIfBlank()?.Trim(), Role = request.Role!,
            Department = await departments.Named(request.Department, ct), InvitedAt = now, InvitedBy = by.Name,
        };
        var path = Link(invitation, links);
        invitations.Add(invitation);
        db.Audit(by, "invitation.made", $"invitation:{invitation.Id}", new { request.Role });
        return await db.TrySave(ct) ? new Invited(invitation.Id, email, path, invitation.EndsAt) : new InvitedAlready();
    }

    /// <summary>Makes the link that opens an invitation from now on; returns where it leads.</summary>
    internal static string Link(Invitation invitation, SignedLinks links)
    {
        var (link, token) = links.Make(Invitation.Purpose, $"invitation:{invitation.Id}", Invitation.Lasts, once: true);
        (invitation.Link, invitation.EndsAt) = (link.Id, link.EndsAt);
        return Invitation.PathOf(token);
    }

    private static List<Fault> FaultsIn(Request request)
    {
        List<Fault> faults = [];
        if (!NewUser.IsEmail(request.Email)) faults.Add(new("email", "Enter an email address, such as anna@example.com."));
        if (request.Name?.Trim().Length > NewUser.LongestName) faults.Add(new("name", $"A name can have at most {NewUser.LongestName} characters."));
        if (!Role.All.Contains(request.Role)) faults.Add(new("role", $"Choose a role: {string.Join(", ", Role.All)}."));
        if (request.Department?.Trim().Length > Department.LongestName)
            faults.Add(new("department", $"A department can have at most {Department.LongestName} characters."));
        return faults;
    }

    /// <summary>What is wrong, beside the field it is about; null when nothing is.</summary>
    public static IReadOnlyList<Fault>? FaultsOf(Outcome outcome) => outcome switch
    {
        Refused refused => refused.Faults,
        EmailTaken => [new("email", "A colleague with this email address already exists.")],
        InvitedAlready => [new("email", "This address has already been invited. Renew its invitation to get another link.")],
        OnlyAnOwnerInvitesOwners => [new("role", "Only an owner can add another owner.")],
        _ => null,
    };

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/invitations", async (Request request, InviteColleague feature, HttpContext http, CancellationToken ct) =>
            await feature.Invite(request, Actor.Of(http.User), ct) switch
            {
                Invited made => Results.Json(
                    new { id = made.Id, email = made.Email, link = Absolute(http.Request, made.Path), endsAt = made.EndsAt }, statusCode: 201),
                EmailTaken taken => Problems.Of(StatusCodes.Status409Conflict, "email_taken", FaultsOf(taken)![0].Why),
                InvitedAlready already => Problems.Of(StatusCodes.Status409Conflict, "invited_already", FaultsOf(already)![0].Why),
                OnlyAnOwnerInvitesOwners owners => Problems.Of(StatusCodes.Status403Forbidden, "owners_only", FaultsOf(owners)![0].Why),
                Refused refused => Problems.Of(refused.Faults),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues")
        .WithSummary("Invites a colleague; their link is returned once");

    /// <summary>A path as the caller reaches this server.</summary>
    internal static string Absolute(HttpRequest request, string path) => $"{request.Scheme}://{request.Host}{request.PathBase}{path}";
}
