using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

/// <summary>A fact that was saved together with what it tells of, and that somebody has not taken yet.</summary>
public sealed class OutboxRow
{
    public long Id { get; init; }

    /// <summary>Random, and the message id in the journal: nobody can send it beforehand, and no restore makes it again.</summary>
    public required string MessageId { get; init; }

    /// <summary>Such as <c>customers.interaction-logged</c>.</summary>
    public required string Fact { get; init; }

    public required string Subject { get; init; }
    public required string Payload { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>There is a <see cref="Delivery"/> for each who listens.</summary>
    public bool IsSpread { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<OutboxRow>
    {
        public void Configure(EntityTypeBuilder<OutboxRow> builder)
        {
            builder.ToTable("platform_outbox");
            builder.HasIndex(r => r.MessageId).IsUnique();
            builder.HasIndex(r => new { r.IsSpread, r.Id });
        }
    }
}

public static class OutboxSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<OutboxRow> Outbox => db.Set<OutboxRow>();

        public DbSet<Delivery> Deliveries => db.Set<Delivery>();
    }
}
