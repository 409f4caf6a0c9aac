using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Platform.Colleagues;

/// <summary>A colleague who signs in. The email is the user name.</summary>
public sealed class User : IdentityUser<Guid>
{
    public const int LongestDepartment = 100, LongestLanguage = 35;

    public required string Name { get; set; }

    /// <summary>IANA name, such as <c>Europe/Vienna</c>.</summary>
    public required string TimeZone { get; set; }

    /// <summary>The language of their pages and mails by its tag, such as <c>de</c>; <c>null</c>: what their browser asks for.</summary>
    public string? Language { get; set; }

    /// <summary>Where the colleague works, such as "Logistics"; <c>null</c> where nobody said.</summary>
    public string? Department { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when this user may no longer sign in; <c>null</c> while they may.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    public bool IsDisabled => DisabledAt is not null;

    public static User Of(string email, string name, string timeZone, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserName = email,
        Email = email,
        EmailConfirmed = true,
        Name = name,
        TimeZone = timeZone,
        CreatedAt = now,
        LockoutEnabled = true,
    };

    public void Disable(DateTimeOffset now) => DisabledAt ??= now;

    public void Enable() => DisabledAt = null;

    private sealed class Mapping
        : IEntityTypeConfiguration<User>, IEntityTypeConfiguration<IdentityUserClaim<Guid>>, IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
            IEntityTypeConfiguration<IdentityUserToken<Guid>>, IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
    {
        public void Configure(EntityTypeBuilder<User> builder)
        {
            builder.ToTable("security_users");
            builder.Property(u => u.Name).HasMaxLength(200);
            builder.Property(u => u.TimeZone).HasMaxLength(100);
            builder.Property(u => u.Language).HasMaxLength(LongestLanguage);
            builder.Property(u => u.Department).HasMaxLength(LongestDepartment);
            builder.HasIndex(u => u.NormalizedEmail).IsUnique();
        }

        public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder) => builder.ToTable("security_user_claims");

        public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder) => builder.ToTable("security_user_logins");

        public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder) => builder.ToTable("security_user_tokens");

        public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder) => builder.ToTable("security_user_passkeys");
    }
}
