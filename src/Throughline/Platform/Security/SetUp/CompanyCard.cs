using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.SetUp;

/// <summary>The company's name for every page, read once. Empty until set-up is finished.</summary>
public sealed class CompanyCard(IDbContextFactory<ThroughlineDb> databases)
{
    private volatile string? name;

    public string Name => (name ??= Read()) ?? "";

    /// <summary>Call it after the company was saved: the next page reads it again.</summary>
    public void Forget() => name = null;

    // No company yet is not remembered, because the command line or another request may finish the set-up.
    private string? Read()
    {
        using var db = databases.CreateDbContext();
        return db.Companies.Select(c => c.Name).SingleOrDefault();
    }
}
