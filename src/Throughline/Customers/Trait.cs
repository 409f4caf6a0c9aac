using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;

namespace Throughline.Customers;

/// <summary>Something said about a customer, with who said it when.</summary>
public sealed class Trait
{
    public required CustomerId CustomerId { get; init; }
    public required string Name { get; init; }

    /// <summary>As JSON.</summary>
    public required string Value { get; init; }

    /// <summary>When it was so, which decides which of two is newer.</summary>
    public required DateTimeOffset At { get; init; }

    public required long Evidence { get; init; }
    public required int IdentityId { get; init; }
    public required string Source { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Trait>
    {
        public void Configure(EntityTypeBuilder<Trait> builder)
        {
            builder.ToTable("customers_traits");
            builder.Property(t => t.CustomerId).HasConversion(id => id.Value, value => new CustomerId(value));
            builder.HasKey(t => new { t.CustomerId, t.Name });
            builder.HasIndex(t => new { t.Name, t.Value, t.CustomerId });
        }
    }
}
