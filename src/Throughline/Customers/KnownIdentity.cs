using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;

namespace Throughline.Customers;

/// <summary>An identity and whose it is now.</summary>
public sealed class KnownIdentity
{
    /// <summary>The journal's number of the identity.</summary>
    public required int Id { get; init; }

    public required CustomerId CustomerId { get; init; }
    public required string Kind { get; init; }
    public required string Value { get; init; }

    /// <summary>Used by many people (a kiosk, a shared mailbox): it never joins customers.</summary>
    public required bool IsShared { get; init; }

    /// <summary>How many customers it was refused to by the guards.</summary>
    public int Refusals { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>How it came to this customer, such as <c>identify</c>.</summary>
    public required string Why { get; init; }

    /// <summary>The journal position that says so.</summary>
    public required long Evidence { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<KnownIdentity>
    {
        public void Configure(EntityTypeBuilder<KnownIdentity> builder)
        {
            builder.ToTable("customers_identities");
            builder.Property(i => i.Id).ValueGeneratedNever();
            builder.Property(i => i.CustomerId).HasConversion(id => id.Value, value => new CustomerId(value));
            builder.HasIndex(i => i.CustomerId);
            builder.HasIndex(i => new { i.Kind, i.CustomerId });
        }
    }
}
