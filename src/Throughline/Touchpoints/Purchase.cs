using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Touchpoints;

/// <summary>When an identity ordered. Kept by identity, so that joining customers moves nothing.</summary>
public sealed class Purchase
{
    public required long Position { get; init; }
    public required int Identity { get; init; }
    public required DateTimeOffset At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Purchase>
    {
        public void Configure(EntityTypeBuilder<Purchase> builder)
        {
            builder.ToTable("touchpoints_orders");
            builder.HasKey(p => p.Position);
            builder.Property(p => p.Position).ValueGeneratedNever();
        }
    }
}
