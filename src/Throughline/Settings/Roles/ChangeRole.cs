using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Roles;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Settings.Roles;

/// <summary>Says what a role may do. It is in force for the next request of everybody who has it.</summary>
public sealed class ChangeRole(ThroughlineDb db, PermissionTable permissions, KeepForUndo undo) : IFeature
{
    /// <param name="Permissions">All that the role may do from now on; <c>null</c> is what the product came with.</param>
    /// <param name="Version">The version that was read; null: whatever is there is replaced.</param>
    public sealed record Request(IReadOnlyList<string>? Permissions, int? Version = null);

    public abstract record Outcome;
    public sealed record Changed(Guid Undo) : Outcome;
    public sealed record NoSuchRole : Outcome;
    public sealed record HoldsAll : Outcome;
    public sealed record NotForRoles(string Permission) : Outcome;

    /// <summary>Somebody else has saved it since this version was read.</summary>
    public sealed record Overtaken(int Version) : Outcome;

    public async Task<Outcome> Change(string role, Request request, Actor by, CancellationToken ct)
    {
        if (!Role.All.Contains(role)) return new NoSuchRole();
        if (Role.HoldsAll(role)) return new HoldsAll();
        if (request.Permissions?.FirstOrDefault(p => !permissions.MayBeGiven(p)) is { } astray) return new NotForRoles(astray);

        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, ct);
        if (await db.Advance(SetOf(role), request.Version, ct) is { } other) return new Overtaken(other);
        var differences = db.RolePermissions;
        var kept = await differences.Where(p => p.Role == role).ToListAsync(ct);
        Record(role, request, kept, by);
        differences.RemoveRange(kept);
        var act = undo.Keep(by, request.Permissions is null ? "role.reset" : "role.changed", $"role:{role}", SecurityPermissions.ManageRoles,
            "The permissions of the role “{0}” were saved.", Role.WordFor(role), $"/settings/roles/{role}");
        await db.SaveChangesAsync(ct);
        differences.AddRange(DifferencesOf(role, request));
        undo.Also();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await permissions.Load(db, ct);
        return new Changed(act);
    }

    /// <summary>What a role's version counts.</summary>
    internal static string SetOf(string role) => $"role:{role}";

    private IEnumerable<RolePermission> DifferencesOf(string role, Request request) =>
        from permission in permissions.All
        let allowed = request.Permissions?.Contains(permission.Name) ?? PermissionTable.RoleHasByDefault(role, permission)
        where permissions.MayBeGiven(permission.Name) && allowed != PermissionTable.RoleHasByDefault(role, permission)
        select new RolePermission { Role = role, Permission = permission.Name, IsAllowed = allowed };

    private void Record(string role, Request request, List<RolePermission> kept, Actor by)
    {
        var before = permissions.All
            .Where(p => kept.Find(k => k.Permission == p.Name)?.IsAllowed ?? PermissionTable.RoleHasByDefault(role, p))
            .Select(p => p.Name)
            .ToList();
        var after = request.Permissions ?? [.. permissions.All.Where(p => PermissionTable.RoleHasByDefault(role, p)).Select(p => p.Name)];
        var (added, removed) = (after.Except(before).Order().ToList(), before.Except(after).Order().ToList());
        if (added.Count + removed.Count == 0) return;
        db.Audit(by, request.Permissions is null ? "role.reset" : "role.changed", $"role:{role}",
            new { added = added.Count == 0 ? null : added, removed = removed.Count == 0 ? null : removed });
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/api/roles/{role}", async (string role, Request request, ChangeRole feature, HttpContext http, CancellationToken ct) =>
                request.Permissions is null
                    ? Problems.Of([new("permissions", "Provide the permissions that the role should have.")])
                    : Answer(await feature.Change(role, request, Actor.Of(http.User), ct), http))
            .RequirePermission(SecurityPermissions.ManageRoles).WithTags("Roles").WithSummary("Edits the permissions of a role; GET /api/roles lists them");
        api.MapDelete("/api/roles/{role}/changes", async (string role, ChangeRole feature, HttpContext http, CancellationToken ct) =>
                Answer(await feature.Change(role, new Request(null), Actor.Of(http.User), ct), http))
            .RequirePermission(SecurityPermissions.ManageRoles).WithTags("Roles").WithSummary("Resets a role to its defaults");
    }

    private static IResult Answer(Outcome outcome, HttpContext http) => outcome switch
    {
        Changed changed => UndoAct.Told(http, changed.Undo, Results.NoContent()),
        NoSuchRole => Problems.Of(StatusCodes.Status404NotFound, "no_such_role", WordsFor(outcome)),
        HoldsAll => Problems.Of(StatusCodes.Status409Conflict, "role_holds_all", WordsFor(outcome)),
        NotForRoles => Problems.Of([new("permissions", WordsFor(outcome))]),
        Overtaken overtaken => Overtaking.Problem(overtaken.Version),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };

    /// <summary>The sentence for an outcome that is not <see cref="Changed"/>.</summary>
    public static string WordsFor(Outcome outcome) => outcome switch
    {
        NoSuchRole => Words.Say($"Choose a role: {string.Join(", ", Role.All)}."),
        HoldsAll => Words.Say("Owners and admins have all permissions. Give the colleague another role instead."),
        NotForRoles astray => Words.Say($"The permission {astray.Permission} cannot be given to this role. List the roles to see which can."),
        Overtaken => Words.Say("Someone else edited this role in the meantime. Check its permissions now, and apply your change again."),
        _ => throw new ArgumentException($"{outcome} needs no words.", nameof(outcome)),
    };
}
