using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Invitations;

/// <summary>A colleague who was invited and has not come yet. It goes when they come, or when it is revoked.</summary>
public sealed class Invitation
{
    /// <summary>What its link is for.</summary>
    public const string Purpose = "invitation";

    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    public required Guid Id { get; init; }
    public required string Email { get; init; }

    /// <summary>One invitation for each address.</summary>
    public required string NormalizedEmail { get; init; }

    public string? Name { get; init; }
    public required string Role { get; init; }
    public string? Department { get; init; }

    /// <summary>The id of the link that opens it; an older one does not.</summary>
    public Guid Link { get; set; }

    public DateTimeOffset EndsAt { get; set; }
    public required DateTimeOffset InvitedAt { get; init; }

    /// <summary>The name of whoever invited them.</summary>
    public required string InvitedBy { get; init; }

    /// <summary>Where a link leads, below the server's address.</summary>
    public static string PathOf(string token) => $"/invite/{token}";

    private sealed class Mapping : IEntityTypeConfiguration<Invitation>
    {
        public void Configure(EntityTypeBuilder<Invitation> builder)
        {
            builder.ToTable("settings_invitations");
            builder.HasIndex(i => i.NormalizedEmail).IsUnique();
        }
    }
}

public static class InvitationSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Invitation> Invitations => db.Set<Invitation>();
    }
}
