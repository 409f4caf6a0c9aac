using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Home.Attention;

/// <summary>What one colleague did with one matter that needs attention.</summary>
public sealed class AttentionLook
{
    private const int Kept = 16;

    public required Guid UserId { get; init; }
    public required string Key { get; init; }

    /// <summary>What the matter rested on then. When it rests on something else, it is news again.</summary>
    public required string Facts { get; set; }

    public DateTimeOffset? SeenAt { get; set; }
    public DateTimeOffset? SnoozedUntil { get; set; }
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>Enough of a hash to tell facts apart: what they say is not kept a second time.</summary>
    public static string Print(string facts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)))[..Kept];

    private sealed class Mapping : IEntityTypeConfiguration<AttentionLook>
    {
        public void Configure(EntityTypeBuilder<AttentionLook> builder)
        {
            builder.ToTable("home_attention_looks");
            builder.HasKey(l => new { l.UserId, l.Key });
        }
    }
}

/// <summary>A matter that a colleague has taken, so that others need not.</summary>
public sealed class AttentionTaken
{
    public required string Key { get; init; }
    public required Guid UserId { get; set; }
    public required DateTimeOffset TakenAt { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<AttentionTaken>
    {
        public void Configure(EntityTypeBuilder<AttentionTaken> builder)
        {
            builder.ToTable("home_attention_taken");
            builder.HasKey(t => t.Key);
        }
    }
}

public static class AttentionSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<AttentionLook> AttentionLooks => db.Set<AttentionLook>();
        public DbSet<AttentionTaken> AttentionTaken => db.Set<AttentionTaken>();
    }
}
