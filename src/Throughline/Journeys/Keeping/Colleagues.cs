using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Keeping;

/// <summary>Whom a question or a board can belong to.</summary>
public sealed class Colleagues(ThroughlineDb db) : IPart
{
    private const int Most = 500;

    /// <param name="Name">As the colleague wrote it, never null.</param>
    public sealed record Colleague(Guid Id, string Name);

    /// <summary>Everybody who may sign in, by name.</summary>
    public async Task<IReadOnlyList<Colleague>> List(CancellationToken ct)
    {
        var users = db.Users;
        return await users.AsNoTracking().Where(u => u.DisabledAt == null).OrderBy(u => u.Name).Take(Most).Select(u => new Colleague(u.Id, u.Name))
            .ToListAsync(ct);
    }

    public Task<bool> Has(Guid id, CancellationToken ct)
    {
        var users = db.Users;
        return users.AnyAsync(u => u.Id == id && u.DisabledAt == null, ct);
    }
}
