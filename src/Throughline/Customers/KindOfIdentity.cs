using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Customers;

/// <summary>A kind of identity that was seen, so that a value alone can be looked for in every kind.</summary>
public sealed class KindOfIdentity
{
    public required string Kind { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<KindOfIdentity>
    {
        public void Configure(EntityTypeBuilder<KindOfIdentity> builder)
        {
            builder.ToTable("customers_kinds");
            builder.HasKey(k => k.Kind);
        }
    }
}
