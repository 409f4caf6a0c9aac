using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

/// <summary>A fact that was saved together with what it tells of, and is not handed on yet.</summary>
public sealed class OutboxRow
{
    public long Id { get; init; }
    public required string Fact { get; init; }
    public required string Payload { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public int Attempts { get; set; }
    public required DateTimeOffset DueAt { get; set; }
    public string? LastError { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<OutboxRow>
    {
        public void Configure(EntityTypeBuilder<OutboxRow> builder)
        {
            builder.ToTable("platform_outbox");
            builder.HasIndex(r => r.DueAt);
        }
    }
}

public static class OutboxSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<OutboxRow> Outbox => db.Set<OutboxRow>();
    }
}
