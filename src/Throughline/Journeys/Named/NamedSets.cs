using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Named;

public static class NamedSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<NamedJourney> NamedJourneys => db.Set<NamedJourney>();
    }
}
