using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Customers;

/// <summary>What was said of a customer under one identity and lies under what another identity of theirs says; it shows again when the two
/// are split.</summary>
public sealed class OverlaidTrait
{
    public required int IdentityId { get; init; }
    public required string Name { get; init; }

    /// <summary>As JSON.</summary>
    public required string Value { get; init; }

    public required DateTimeOffset At { get; init; }
    public required long Evidence { get; init; }
    public required string Source { get; init; }

    /// <summary>It was said to hold only if nothing else is known.</summary>
    public required bool Once { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<OverlaidTrait>
    {
        public void Configure(EntityTypeBuilder<OverlaidTrait> builder)
        {
            builder.ToTable("customers_overlaid");
            builder.HasKey(t => new { t.IdentityId, t.Name });
        }
    }
}
