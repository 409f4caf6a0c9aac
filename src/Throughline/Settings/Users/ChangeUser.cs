using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;
using Throughline.Platform.Undo;

namespace Throughline.Settings.Users;

/// <summary>Changes a colleague's name, role or department, or closes and reopens their account. Their sessions follow within seconds. One owner
/// always stays.</summary>
public sealed class ChangeUser(ThroughlineDb db, DepartmentNames departments, KeepForUndo undo, TimeProvider clock) : IFeature
{
    /// <param name="Role">The new role; <c>null</c> leaves it.</param>
    /// <param name="Disabled">True closes the account, false reopens it; <c>null</c> leaves it.</param>
    /// <param name="Department">Where they work, empty for nowhere named; <c>null</c> leaves it.</param>
    /// <param name="Name">The new name; <c>null</c> leaves it.</param>
    public sealed record Request(string? Role = null, bool? Disabled = null, string? Department = null, string? Name = null);

    public abstract record Outcome;
    public sealed record Changed(Guid Undo) : Outcome;
    public sealed record NoSuchUser : Outcome;
    public sealed record NoSuchRole : Outcome;
    public sealed record DepartmentTooLong : Outcome;
    public sealed record NoName : Outcome;
    public sealed record OnlyAnOwnerChangesOwners : Outcome;
    public sealed record LastOwner : Outcome;

    public async Task<Outcome> Change(Guid id, Request request, Actor by, CancellationToken ct)
    {
        if (request.Role is { } wanted && !Role.All.Contains(wanted)) return new NoSuchRole();
        if (request.Department?.Trim().Length > Department.LongestName) return new DepartmentTooLong();
        if (request.Name is { } name && name.Trim().Length is 0 or > NewUser.LongestName) return new NoName();

        // Two requests could each take away the other's owner: the write lock makes them follow one another.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, ct);
        if (await db.Users.FindAsync([id], ct) is not { } user) return new NoSuchUser();
        var held = await db.UserRoles.SingleAsync(r => r.UserId == id, ct);
        var roles = await db.Roles.ToDictionaryAsync(r => r.Name!, r => r.Id, ct);

        var wasOwner = held.RoleId == roles[Role.Owner];
        if ((wasOwner || request.Role == Role.Owner) && !by.IsOwner) return new OnlyAnOwnerChangesOwners();
        var stopsOwning = (request.Role is { } role && role != Role.Owner) || request.Disabled == true;
        if (wasOwner && stopsOwning && !await AnotherOwner(id, roles[Role.Owner], ct)) return new LastOwner();

        if (request.Department is not null) request = request with { Department = await departments.Named(request.Department, ct) ?? "" };
        Record(user, request, roles.Single(r => r.Value == held.RoleId).Key, by);
        if (request.Role is { } next && held.RoleId != roles[next])
        {
            db.UserRoles.Remove(held);
            db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = id, RoleId = roles[next] });
        }
        if (request.Disabled == true) user.Disable(clock.GetUtcNow());
        if (request.Disabled == false) user.Enable();
        if (request.Department is not null) user.Department = request.Department.NullIfBlank();
        if (request.Name is { } called) user.Name = called.Trim();
        // Their sessions end with what they were opened for; another department opens and closes nothing.
        if (request.Role is not null || request.Disabled is not null) user.SecurityStamp = Guid.CreateVersion7().ToString("N");
        var kept = Keep(user, request, by);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new Changed(kept);
    }

    private Guid Keep(User user, Request request, Actor by)
    {
        var (subject, name, needed) = ($"user:{user.Id}", user.Name, SecurityPermissions.ManageUsers);
        return request switch
        {
            { Disabled: true } => undo.Keep(by, "user.closed", subject, needed, "The account of {0} has been closed.", name),
            { Disabled: false } => undo.Keep(by, "user.reopened", subject, needed, "The account of {0} has been reopened.", name),
            { Role: not null } => undo.Keep(by, "user.role-changed", subject, needed, "{0} has another role.", name),
            { Name: not null } => undo.Keep(by, "user.renamed", subject, needed, "Your changes to {0} were saved.", name),
            _ => undo.Keep(by, "user.department-changed", subject, needed, "{0} has another department.", name),
        };
    }

    private void Record(User user, Request request, string role, Actor by)
    {
        var subject = $"user:{user.Id}";
        if (request.Role is { } next && next != role) db.Audit(by, "user.role-changed", subject, new { from = role, to = next });
        if (request.Disabled is { } close && close != user.IsDisabled) db.Audit(by, close ? "user.closed" : "user.reopened", subject);
        if (request.Department is { } department && department != (user.Department ?? ""))
            db.Audit(by, "user.department-changed", subject, new { from = user.Department, to = department });
        if (request.Name is { } name && name.Trim() != user.Name) db.Audit(by, "user.renamed", subject);
    }

    private Task<bool> AnotherOwner(Guid than, Guid owner, CancellationToken ct) =>
        db.UserRoles.Where(r => r.RoleId == owner && r.UserId != than).AnyAsync(r => db.Users.Any(u => u.Id == r.UserId && u.DisabledAt == null), ct);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPatch("/api/users/{id:guid}", async (Guid id, Request request, ChangeUser feature, HttpContext http, CancellationToken ct) =>
            await feature.Change(id, request, Actor.Of(http.User), ct) switch
            {
                Changed changed => UndoAct.Told(http, changed.Undo, Results.NoContent()),
                NoSuchUser => Problems.Of(StatusCodes.Status404NotFound, "no_such_user", WordsFor(new NoSuchUser())),
                NoSuchRole => Problems.Of([new("role", WordsFor(new NoSuchRole()))]),
                NoName => Problems.Of([new("name", WordsFor(new NoName()))]),
                DepartmentTooLong => Problems.Of([new("department", WordsFor(new DepartmentTooLong()))]),
                OnlyAnOwnerChangesOwners => Problems.Of(StatusCodes.Status403Forbidden, "owners_only", WordsFor(new OnlyAnOwnerChangesOwners())),
                LastOwner => Problems.Of(StatusCodes.Status409Conflict, "last_owner", WordsFor(new LastOwner())),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues")
        .WithSummary("Edits a colleague's name, role or department, or closes or reopens their account");

    /// <summary>The sentence for an outcome that is not <see cref="Changed"/>.</summary>
    public static string WordsFor(Outcome outcome) => outcome switch
    {
        NoSuchUser => Words.Say("There is no colleague with this ID."),
        NoSuchRole => Words.Say($"Choose a role: {string.Join(", ", Role.All)}."),
        DepartmentTooLong => Words.Say($"A department can have at most {Department.LongestName} characters."),
        NoName => Words.Say($"Enter a name of at most {NewUser.LongestName} characters."),
        OnlyAnOwnerChangesOwners => Words.Say("Only an owner can add or edit an owner."),
        LastOwner => Words.Say("This is the last owner. Make another colleague an owner first."),
        _ => throw new ArgumentException($"{outcome} needs no words.", nameof(outcome)),
    };
}
