using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

public static class BoardSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Board> Boards => db.Set<Board>();
        public DbSet<Tile> Tiles => db.Set<Tile>();
    }
}
