using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Notes;

public static class NoteSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<DayNote> Notes => db.Set<DayNote>();
    }
}
