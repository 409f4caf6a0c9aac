using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Retention;

/// <summary>How many days interactions of one event are kept; without a rule they are kept for ever.</summary>
public sealed class RetentionRule
{
    /// <summary>All events that no other rule names.</summary>
    public const string AllOthers = "*";

    public required string Event { get; init; }
    public required int Days { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<RetentionRule>
    {
        public void Configure(EntityTypeBuilder<RetentionRule> builder)
        {
            builder.ToTable("retention_rules");
            builder.HasKey(r => r.Event);
        }
    }
}

/// <summary>One time that interactions were looked through, and how many went.</summary>
public sealed class RetentionRun
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int Interactions { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<RetentionRun>
    {
        public void Configure(EntityTypeBuilder<RetentionRun> builder) => builder.ToTable("retention_runs");
    }
}

public static class RetentionSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<RetentionRule> RetentionRules => db.Set<RetentionRule>();
        public DbSet<EarlierPeriods> EarlierPeriods => db.Set<EarlierPeriods>();
        public DbSet<RetentionRun> RetentionRuns => db.Set<RetentionRun>();
    }
}
