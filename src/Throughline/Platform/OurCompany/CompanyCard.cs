using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.OurCompany;

/// <summary>The company's name, look and habits for every page, read once.</summary>
public sealed class CompanyCard(IDbContextFactory<ThroughlineDb> databases)
{
    private volatile CompanyFacts? facts;

    public CompanyFacts Now => (facts ??= Read()) ?? CompanyFacts.None;

    public string Name => Now.Name;

    /// <summary>Call it after the company was saved: the next page reads it again.</summary>
    public void Forget() => facts = null;

    // No company yet is not remembered, because the command line or another request may finish the set-up.
    private CompanyFacts? Read()
    {
        using var db = databases.CreateDbContext();
        var logo = db.CompanyLogos.Select(l => l.Hash).SingleOrDefault();
        return db.Companies.AsNoTracking().SingleOrDefault() is { } c
            ? new(c.Name, c.TimeZone, c.Accent, c.Currency, c.FirstDayOfWeek, c.Language, logo is null ? null : CompanyLogo.UrlOf(logo))
            : null;
    }
}
