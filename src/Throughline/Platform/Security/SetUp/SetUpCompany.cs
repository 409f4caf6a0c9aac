using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.SetUp;

/// <summary>Names the company and its first owner, once, by the link that the server printed.</summary>
public sealed class SetUpCompany(ThroughlineDb db, NewUser newUser, CompanyCard card, TimeProvider clock) : IPart
{
    public sealed record Request(string? Company, string? Name, string? Email, string? Password, string? TimeZone);

    public abstract record Outcome;
    public sealed record Done(User Owner) : Outcome;
    public sealed record AlreadySetUp : Outcome;
    public sealed record NoSuchLink : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Whether a link can still be used: <c>null</c> if it can, else the outcome that says why not.</summary>
    public async Task<Outcome?> Check(string token, CancellationToken ct)
    {
        if (await db.Companies.AnyAsync(ct)) return new AlreadySetUp();
        return await Find(token, ct) is null ? new NoSuchLink() : null;
    }

    public async Task<Outcome> SetUp(string token, Request request, CancellationToken ct)
    {
        if (await Check(token, ct) is { } refusal) return refusal;
        if (FaultsIn(request) is { Count: > 0 } faults) return new Refused(faults);

        db.Companies.Add(new Company { Name = request.Company!.Trim(), TimeZone = request.TimeZone!, SetUpAt = clock.GetUtcNow() });
        var owner = await newUser.Add(request.Name!, request.Email!, request.Password!, Role.Owner, request.TimeZone!, ct);
        db.SetUpLinks.RemoveRange(await db.SetUpLinks.ToListAsync(ct));
        db.Audit(Actor.Self(owner), "company.set-up", $"user:{owner.Id}");
        if (await TrySave(ct))
        {
            card.Forget();
            return new Done(owner);
        }
        db.ChangeTracker.Clear();
        return await Check(token, ct) ?? new Refused([new("email", "A colleague with this email address already exists.")]);
    }

    // The same link sent twice at once: the second finds the link gone or the company there.
    private async Task<bool> TrySave(CancellationToken ct)
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

    private async Task<SetUpLink?> Find(string token, CancellationToken ct)
    {
        var hash = SetUpLink.HashOf(token);
        var links = db.SetUpLinks;
        return await links.SingleOrDefaultAsync(l => l.TokenHash == hash, ct) is { } link && link.IsValid(clock.GetUtcNow()) ? link : null;
    }

    private static List<Fault> FaultsIn(Request request)
    {
        List<Fault> faults = [.. NewUser.FaultsIn(request.Name, request.Email, request.Password, request.TimeZone)];
        if (string.IsNullOrWhiteSpace(request.Company)) faults.Add(new("company", "Enter the company's name."));
        if (request.Company?.Trim().Length > Company.LongestName) faults.Add(new("company", $"A name can have at most {Company.LongestName} characters."));
        return faults;
    }
}
