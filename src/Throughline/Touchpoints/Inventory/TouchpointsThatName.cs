using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Touchpoints that name a customer.</summary>
public sealed class TouchpointsThatName(ThroughlineDb db) : IFindMentions
{
    public string Permission => TouchpointsPermissions.Read;

    public async Task<IReadOnlyList<Mention>> Find(NamedPerson person, CancellationToken ct)
    {
        var touchpoints = db.Touchpoints;
        return [.. (await touchpoints.AsNoTracking().OrderBy(t => t.Name).ToListAsync(ct))
            .Where(t => person.IsIn(t.Key, t.Name, t.Goal, t.Department, t.Person, t.PromiseText, NamedPerson.Written(t.Rules)))
            .Select(t => new Mention("Touchpoint", t.Name, $"/touchpoints/{t.Key}/edit"))];
    }
}
