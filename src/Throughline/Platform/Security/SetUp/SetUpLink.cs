using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.SetUp;

/// <summary>The right to set up the company, once, within 24 hours. Only the hash of its token is kept.</summary>
public sealed class SetUpLink
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public required Guid Id { get; init; }
    public required byte[] TokenHash { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    public static SetUpLink For(string token, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), TokenHash = HashOf(token), ExpiresAt = now + Lifetime };

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public bool IsValid(DateTimeOffset now) => now < ExpiresAt;

    private sealed class Mapping : IEntityTypeConfiguration<SetUpLink>
    {
        public void Configure(EntityTypeBuilder<SetUpLink> builder)
        {
            builder.ToTable("security_set_up_links");
            builder.HasIndex(l => l.TokenHash).IsUnique();
        }
    }
}

public static class SetUpSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<SetUpLink> SetUpLinks => db.Set<SetUpLink>();
    }
}
