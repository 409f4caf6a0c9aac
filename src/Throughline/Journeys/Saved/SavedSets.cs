using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Saved;

public static class SavedSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<SavedQuestion> Questions => db.Set<SavedQuestion>();
    }
}
