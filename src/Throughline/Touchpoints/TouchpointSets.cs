using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Touchpoints;

public static class TouchpointSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Touchpoint> Touchpoints => db.Set<Touchpoint>();
        public DbSet<Stage> Stages => db.Set<Stage>();
        public DbSet<StageSettings> StageSettings => db.Set<StageSettings>();
        public DbSet<HistoryEntry> TouchpointHistory => db.Set<HistoryEntry>();
        public DbSet<SeenEvent> SeenEvents => db.Set<SeenEvent>();
        public DbSet<Purchase> Purchases => db.Set<Purchase>();
        public DbSet<Referral> Referrals => db.Set<Referral>();
    }
}
