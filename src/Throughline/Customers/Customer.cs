using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;

namespace Throughline.Customers;

/// <summary>One person. Written by the customers projection alone; pages and routes read.</summary>
public sealed class Customer
{
    public required CustomerId Id { get; init; }

    /// <summary>What to call them: a name, else an address or id; empty when we know only a browser.</summary>
    public required string Name { get; init; }

    /// <summary>Known by more than a browser or device.</summary>
    public required bool IsKnown { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>To the hour, for ordering lists; the timeline has it to the millisecond.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Customer>
    {
        public void Configure(EntityTypeBuilder<Customer> builder)
        {
            builder.ToTable("customers_customers");
            builder.Property(c => c.Id).HasConversion(id => id.Value, value => new CustomerId(value)).ValueGeneratedNever();
            builder.HasIndex(c => new { c.IsKnown, c.LastSeen, c.Id });
            builder.HasIndex(c => new { c.IsKnown, c.FirstSeen, c.Id });
            builder.HasIndex(c => new { c.IsKnown, c.Name, c.Id });
        }
    }
}
