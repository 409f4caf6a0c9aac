using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Keys;

public readonly record struct KeyId(Guid Value) : IId<KeyId>
{
    public static KeyId From(Guid value) => new(value);
}

/// <summary>What a program holds instead of a password. Only its hash is kept: a lost key is replaced, never shown again.</summary>
public sealed class Key
{
    public required KeyId Id { get; init; }
    public required KeyKind Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>The beginning of the token, enough to tell keys apart: <c>tl_write_k3Xp</c>.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the token. It has 166 random bits, so a slow hash would add nothing.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Permission names separated by spaces; <c>null</c> is every permission that keys may have.</summary>
    public string? Scopes { get; init; }

    /// <summary>A write key that only our own servers hold: what comes with it may say who is who.</summary>
    public bool IsServers { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The user who made it; <c>null</c> is the command line.</summary>
    public Guid? CreatedBy { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }

    public bool IsRevoked => RevokedAt is not null;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    private sealed class Mapping : IEntityTypeConfiguration<Key>
    {
        public void Configure(EntityTypeBuilder<Key> builder)
        {
            builder.ToTable("security_keys");
            builder.Property(k => k.Kind).HasConversion(kind => KeyKinds.NameOf(kind), name => KeyKinds.Parse(name)!.Value);
            builder.Property(k => k.Name).HasMaxLength(100);
            builder.HasIndex(k => k.Hash).IsUnique();
            builder.HasIndex(k => k.CreatedAt);
        }
    }
}

public static class KeySets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Key> Keys => db.Set<Key>();
    }
}
