using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Home.Today;

/// <summary>How many interactions happened on a channel in a quarter of an hour. A day begins at a full quarter in every time zone there is.</summary>
public sealed class Quarter
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    /// <summary>When it begins.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Channel { get; init; }
    public required int Interactions { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Quarter>
    {
        public void Configure(EntityTypeBuilder<Quarter> builder)
        {
            builder.ToTable("home_quarters");
            builder.HasKey(q => new { q.At, q.Channel });
        }
    }
}

public static class QuarterSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Quarter> Quarters => db.Set<Quarter>();
    }
}
