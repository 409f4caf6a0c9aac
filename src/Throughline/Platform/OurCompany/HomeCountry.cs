using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.OurCompany;

/// <summary>Where the company is: what Settings say, else the server's settings. Phone numbers without a country are read as they are dialled there.</summary>
[OneForAll]
public sealed class HomeCountry(IOptions<CompanySettings> settings, IDbContextFactory<ThroughlineDb> databases) : IPart
{
    /// <summary>What the server's settings say; null where they say nothing.</summary>
    public string? Configured => settings.Value.Country is { Length: > 0 } country ? country.ToUpperInvariant() : null;

    /// <summary>Reads it again, at the start and after the company was saved.</summary>
    public async Task Read(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        PhoneWriting.Home = await db.Companies.Select(c => c.Country).SingleOrDefaultAsync(ct) ?? Configured;
    }
}
