using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Platform.Storage;

/// <summary>
/// How often rows that people change as one were changed (the periods of retention, what a role may do), so that a change
/// made to an older reading is told so and overwrites nothing. What is one row carries its version itself.
/// </summary>
public sealed class SetVersion
{
    public required string Name { get; init; }
    public required int Version { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<SetVersion>
    {
        public void Configure(EntityTypeBuilder<SetVersion> builder)
        {
            builder.ToTable("platform_set_versions");
            builder.HasKey(s => s.Name);
            builder.Property(s => s.Version).IsConcurrencyToken();
        }
    }
}

public static class SetVersions
{
    extension(ThroughlineDb db)
    {
        /// <summary>1 as long as nobody changed anything.</summary>
        public async Task<int> VersionOf(string set, CancellationToken ct) =>
            await db.Set<SetVersion>().Where(s => s.Name == set).Select(s => (int?)s.Version).FirstOrDefaultAsync(ct) ?? 1;

        /// <summary>Notes a change, to be saved with it in one transaction.</summary>
        /// <param name="read">The version that the change was made to; null: whatever is there is replaced.</param>
        /// <returns>The version that somebody else has made meanwhile, when there is one: then nothing is to be saved.</returns>
        public async Task<int?> Advance(string set, int? read, CancellationToken ct)
        {
            var kept = await db.Set<SetVersion>().FirstOrDefaultAsync(s => s.Name == set, ct);
            var now = kept?.Version ?? 1;
            if (read is { } version && version != now) return now;
            if (kept is null) db.Add(new SetVersion { Name = set, Version = 2 });
            else kept.Version++;
            return null;
        }
    }
}
