using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.SetUp;

/// <summary>Makes the one-time link that a new installation prints. An older link ends.</summary>
public sealed class CreateSetUpLink(ThroughlineDb db, TimeProvider clock) : IPart
{
    private const int RandomCharacters = 32;

    public abstract record Outcome;

    /// <param name="Path">Below the server's address: <c>/setup/TOKEN</c>.</param>
    public sealed record Created(string Token, string Path) : Outcome;

    public sealed record AlreadySetUp : Outcome;

    public async Task<Outcome> Create(CancellationToken ct)
    {
        if (await db.Companies.AnyAsync(ct)) return new AlreadySetUp();

        var token = RandomNumberGenerator.GetHexString(RandomCharacters, lowercase: true);
        var links = db.SetUpLinks;
        links.RemoveRange(await links.ToListAsync(ct));
        links.Add(SetUpLink.For(token, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return new Created(token, $"/setup/{token}");
    }
}
