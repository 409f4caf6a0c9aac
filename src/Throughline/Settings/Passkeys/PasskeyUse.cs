using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Settings.Passkeys;

/// <summary>When a passkey last let its colleague in, so that a forgotten or strange one is seen.</summary>
public sealed class PasskeyUse
{
    public required byte[] CredentialId { get; init; }
    public required DateTimeOffset LastUsedAt { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<PasskeyUse>
    {
        public void Configure(EntityTypeBuilder<PasskeyUse> builder)
        {
            builder.ToTable("security_passkey_uses");
            builder.HasKey(u => u.CredentialId);
            builder.HasOne<IdentityUserPasskey<Guid>>().WithOne().HasForeignKey<PasskeyUse>(u => u.CredentialId);
        }
    }
}
