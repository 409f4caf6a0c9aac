using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Customers;

/// <summary>A statement that two identities are one person. It is never changed; only retracted.</summary>
public sealed class IdentityLink
{
    public required int Id { get; init; }
    public required int IdentityId { get; init; }
    public required int OtherId { get; init; }
    public required string Why { get; init; }

    /// <summary>From 0 to 1.</summary>
    public required double Confidence { get; init; }

    public required long Evidence { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? RetractedAt { get; private set; }

    /// <summary>The decision of a colleague that says so; null when an interaction does.</summary>
    public int? DecisionId { get; init; }

    /// <summary>The decision that retracted it.</summary>
    public int? RetractedBy { get; private set; }

    private sealed class Mapping : IEntityTypeConfiguration<IdentityLink>
    {
        public void Configure(EntityTypeBuilder<IdentityLink> builder)
        {
            builder.ToTable("customers_links");
            builder.Property(l => l.Id).ValueGeneratedNever();
            builder.HasIndex(l => new { l.IdentityId, l.OtherId }).IsUnique().HasFilter("retracted_at is null");
            builder.HasIndex(l => l.OtherId);
            builder.HasIndex(l => l.DecisionId);
            builder.HasIndex(l => l.RetractedBy);
        }
    }
}
