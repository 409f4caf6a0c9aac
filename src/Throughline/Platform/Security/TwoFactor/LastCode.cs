using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Colleagues;

namespace Throughline.Platform.Security.TwoFactor;

/// <summary>The last code of an authenticator app that was accepted. It stands apart from the user, so that nothing that saves the user sets it back.</summary>
public sealed class LastCode
{
    public required Guid UserId { get; init; }

    /// <summary>Half-minutes since 1970, as RFC 6238 counts.</summary>
    public required long Step { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<LastCode>
    {
        public void Configure(EntityTypeBuilder<LastCode> builder)
        {
            builder.ToTable("security_last_codes");
            builder.HasKey(c => c.UserId);
            builder.HasOne<User>().WithOne().HasForeignKey<LastCode>(c => c.UserId);
        }
    }
}
