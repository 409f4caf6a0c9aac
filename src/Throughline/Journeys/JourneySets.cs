using Microsoft.EntityFrameworkCore;
using Throughline.Journeys.Boards;
using Throughline.Journeys.Saved;
using Throughline.Platform.Storage;

namespace Throughline.Journeys;

public static class JourneySets
{
    extension(ThroughlineDb db)
    {
        public DbSet<SavedQuestion> Questions => db.Set<SavedQuestion>();
        public DbSet<Board> Boards => db.Set<Board>();
        public DbSet<Tile> Tiles => db.Set<Tile>();
    }
}
