using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;

namespace Throughline.Customers;

/// <summary>A customer's earlier number: it leads to the one who survived the joining.</summary>
public sealed class CustomerAlias
{
    public required CustomerId Id { get; init; }
    public required CustomerId CustomerId { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<CustomerAlias>
    {
        public void Configure(EntityTypeBuilder<CustomerAlias> builder)
        {
            builder.ToTable("customers_aliases");
            builder.Property(a => a.Id).HasConversion(id => id.Value, value => new CustomerId(value)).ValueGeneratedNever();
            builder.Property(a => a.CustomerId).HasConversion(id => id.Value, value => new CustomerId(value));
            builder.HasIndex(a => a.CustomerId);
        }
    }
}
