using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Invitations;

/// <summary>Lists who was invited and has not come yet, the newest first.</summary>
public sealed class ListInvitations(ThroughlineDb db, TimeProvider clock) : IFeature
{
    private const int Most = 500;

    /// <param name="IsOver">Its link works no more; renew it, or revoke it.</param>
    public sealed record Line(
        Guid Id, string Email, string? Name, string Role, string? Department, DateTimeOffset InvitedAt, string InvitedBy, DateTimeOffset EndsAt, bool IsOver);

    public sealed record Page(IReadOnlyList<Line> Items, string? Next);

    public async Task<Page> List(CancellationToken ct)
    {
        var (invitations, now) = (db.Invitations, clock.GetUtcNow());
        return new Page(await invitations.AsNoTracking().OrderByDescending(i => i.InvitedAt).Take(Most)
            .Select(i => new Line(i.Id, i.Email, i.Name, i.Role, i.Department, i.InvitedAt, i.InvitedBy, i.EndsAt, i.EndsAt <= now)).ToListAsync(ct), null);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/invitations", (ListInvitations feature, CancellationToken ct) => feature.List(ct))
        .RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues").WithSummary("Pending invitations").Produces<Page>();
}
