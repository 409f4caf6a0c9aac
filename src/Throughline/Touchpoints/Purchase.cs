using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Touchpoints;

/// <summary>When an identity ordered. Kept by identity, so that joining customers moves nothing.</summary>
public sealed class Purchase
{
    public required long Position { get; init; }
    public required int Identity { get; init; }
    public required DateTimeOffset At { get; init; }
    public required OrderStep Step { get; init; }

    /// <summary>The order's number, as the company gives it; null when it was not told.</summary>
    public string? Number { get; init; }

    /// <summary>In the unit of <c>Amounts</c>.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Purchase>
    {
        public void Configure(EntityTypeBuilder<Purchase> builder)
        {
            builder.ToTable("touchpoints_orders");
            builder.HasKey(p => p.Position);
            builder.Property(p => p.Position).ValueGeneratedNever();
            builder.HasIndex(p => p.Identity);
            builder.HasIndex(p => p.Number);
        }
    }
}

/// <summary>What became of an order.</summary>
public enum OrderStep { Placed, Refunded, Cancelled }
