using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Platform.Outbox;

/// <summary>A fact on its way to one who listens. It is gone as soon as it was taken; the fact goes with its last delivery.</summary>
public sealed class Delivery
{
    public long Id { get; init; }

    /// <summary>The row in the outbox.</summary>
    public required long FactId { get; init; }

    /// <summary>As <see cref="Listeners"/> names it.</summary>
    public required string Handler { get; init; }

    public required string Subject { get; init; }
    public int Attempts { get; set; }
    public required DateTimeOffset DueAt { get; set; }
    public string? LastError { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<Delivery>
    {
        public void Configure(EntityTypeBuilder<Delivery> builder)
        {
            builder.ToTable("platform_deliveries");
            builder.HasOne<OutboxRow>().WithMany().HasForeignKey(d => d.FactId).OnDelete(DeleteBehavior.Cascade);
            builder.HasIndex(d => new { d.FactId, d.Handler }).IsUnique();
            builder.HasIndex(d => new { d.Handler, d.Subject, d.Id });
            builder.HasIndex(d => new { d.Handler, d.DueAt });
        }
    }
}
