using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Users;

/// <summary>Gives a colleague a way in. Without a password one is made and shown, this once.</summary>
public sealed class CreateUser(ThroughlineDb db, NewUser newUser, DepartmentNames departments, CompanyCard company) : IPart
{
    public sealed record Request(string? Email, string? Role, string? Name = null, string? Password = null, string? TimeZone = null, string? Department = null);

    public abstract record Outcome;
    public sealed record Created(Guid Id, string Email, string? GeneratedPassword) : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;
    public sealed record EmailTaken : Outcome;
    public sealed record OnlyAnOwnerMakesOwners : Outcome;

    public async Task<Outcome> Create(Request request, Actor by, CancellationToken ct)
    {
        var generated = string.IsNullOrEmpty(request.Password) ? PasswordRule.Make() : null;
        var name = string.IsNullOrWhiteSpace(request.Name) ? request.Email?.Split('@')[0] : request.Name;
        var timeZone = request.TimeZone ?? company.Now.TimeZone;
        List<Fault> faults = [.. NewUser.FaultsIn(name, request.Email, generated ?? request.Password, timeZone)];
        if (!Role.All.Contains(request.Role)) faults.Add(new("role", $"Choose a role: {string.Join(", ", Role.All)}."));
        if (request.Department?.Trim().Length > Department.LongestName)
            faults.Add(new("department", $"A department can have at most {Department.LongestName} characters."));
        if (faults.Count > 0) return new Refused(faults);
        if (request.Role == Role.Owner && !by.IsOwner) return new OnlyAnOwnerMakesOwners();

        var user = await newUser.Add(name!, request.Email!, generated ?? request.Password!, request.Role!, timeZone, ct);
        user.Department = await departments.Named(request.Department, ct);
        db.Audit(by, "user.created", $"user:{user.Id}", new { request.Role });
        return await db.TrySave(ct) ? new Created(user.Id, user.Email!, generated) : new EmailTaken();
    }
}
