using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;
using Throughline.Platform.Storage;

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
        }
    }
}

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
        }
    }
}

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
        }
    }
}

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

    private sealed class Mapping : IEntityTypeConfiguration<IdentityLink>
    {
        public void Configure(EntityTypeBuilder<IdentityLink> builder)
        {
            builder.ToTable("customers_links");
            builder.Property(l => l.Id).ValueGeneratedNever();
            builder.HasIndex(l => new { l.IdentityId, l.OtherId }).IsUnique();
            builder.HasIndex(l => l.OtherId);
        }
    }
}

/// <summary>Two customers who may be one: the guards refused to join them by themselves.</summary>
public sealed class MergeSuggestion
{
    public required int Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required CustomerId OtherId { get; init; }
    public required string Why { get; init; }
    public required long Evidence { get; init; }
    public required DateTimeOffset At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<MergeSuggestion>
    {
        public void Configure(EntityTypeBuilder<MergeSuggestion> builder)
        {
            builder.ToTable("customers_suggestions");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.Property(s => s.CustomerId).HasConversion(id => id.Value, value => new CustomerId(value));
            builder.Property(s => s.OtherId).HasConversion(id => id.Value, value => new CustomerId(value));
            builder.HasIndex(s => new { s.CustomerId, s.OtherId }).IsUnique();
            builder.HasIndex(s => s.OtherId);
        }
    }
}

public static class CustomerSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Customer> Customers => db.Set<Customer>();
        public DbSet<KnownIdentity> Identities => db.Set<KnownIdentity>();
        public DbSet<KindOfIdentity> KindsOfIdentity => db.Set<KindOfIdentity>();
        public DbSet<Trait> Traits => db.Set<Trait>();
        public DbSet<CustomerAlias> CustomerAliases => db.Set<CustomerAlias>();
        public DbSet<IdentityLink> IdentityLinks => db.Set<IdentityLink>();
        public DbSet<MergeSuggestion> MergeSuggestions => db.Set<MergeSuggestion>();
    }
}
