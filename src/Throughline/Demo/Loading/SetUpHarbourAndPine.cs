using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Notifying;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Security.SetUp;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Demo.Loading;

/// <summary>Sets the company up as its owner would: by the one-time link, then the colleagues, then a key for its systems.</summary>
public sealed class SetUpHarbourAndPine(ThroughlineDb db, CreateSetUpLink createLink, SetUpCompany setUp, CreateUser createUser, CreateKey createKey) : IPart
{
    /// <summary>Doing it again changes nothing; returns a write key.</summary>
    public async Task<string> SetUp(CancellationToken ct)
    {
        if (await createLink.Create(ct) is CreateSetUpLink.Created link) await Found(link.Token, ct);
        var users = db.Users;
        var there = await users.Select(u => u.Email).ToListAsync(ct);
        foreach (var colleague in Colleague.All.ExceptBy(there, c => c.Email))
            if (await createUser.Create(
                new(colleague.Email, colleague.Role, colleague.Name, Colleague.Password, Rhythm.TimeZone, colleague.Department), Actor.Operator, ct)
                is not CreateUser.Created)
                throw new InvalidOperationException($"The demo colleague {colleague.Role} was not added.");
        await TurnOnTheDailyMail(ct);
        return await createKey.Create(new("write", "Shop, tills and telephones", Server: true), Actor.Operator, ct) is CreateKey.Created key
            ? key.Token : throw new InvalidOperationException("The demo company got no write key.");
    }

    // Nothing is sent as long as no mail server is set up; its preview is on the account page.
    private async Task TurnOnTheDailyMail(CancellationToken ct)
    {
        var (users, choices, email) = (db.Users, db.NotifyChoices, Colleague.All[0].Email);
        var owner = await users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(ct);
        if (await choices.AnyAsync(c => c.UserId == owner, ct)) return;
        choices.Add(new NotifyChoice { UserId = owner, IsDaily = true });
        await db.SaveChangesAsync(ct);
    }

    private async Task Found(string token, CancellationToken ct)
    {
        var owner = Colleague.All[0];
        var outcome = await setUp.SetUp(token, new("Harbour & Pine", owner.Name, owner.Email, Colleague.Password, Rhythm.TimeZone), ct);
        if (outcome is not SetUpCompany.Done) throw new InvalidOperationException($"The demo company was not set up: {outcome}.");
    }
}
