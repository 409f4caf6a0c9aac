using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Named;

/// <summary>Named journeys that name a customer.</summary>
public sealed class JourneysThatName(ThroughlineDb db) : IFindMentions
{
    public string Permission => JourneysPermissions.Read;

    public async Task<IReadOnlyList<Mention>> Find(NamedPerson person, CancellationToken ct)
    {
        var journeys = db.NamedJourneys;
        return [.. (await journeys.AsNoTracking().OrderBy(j => j.Name).ToListAsync(ct))
            .Where(j => person.IsIn(j.Key, j.Name, j.Description, j.Goal, j.Department, j.Person, NamedPerson.Written(j.Steps)))
            .Select(j => new Mention("Named journey", j.Name, $"/journeys/named/{j.Key}/edit"))];
    }
}
