using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Roles;

/// <summary>Where a role may do more or less than the rooms give it: only what differs is kept, so that permissions of later versions come
/// by themselves.</summary>
public sealed class RolePermission
{
    public const int LongestRole = 50, LongestPermission = 100;

    public required string Role { get; init; }
    public required string Permission { get; init; }

    /// <summary>True adds it, false takes it away.</summary>
    public required bool IsAllowed { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<RolePermission>
    {
        public void Configure(EntityTypeBuilder<RolePermission> builder)
        {
            builder.ToTable("security_role_permissions");
            builder.HasKey(p => new { p.Role, p.Permission });
            builder.Property(p => p.Role).HasMaxLength(LongestRole);
            builder.Property(p => p.Permission).HasMaxLength(LongestPermission);
        }
    }
}

public static class RoleSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<RolePermission> RolePermissions => db.Set<RolePermission>();
    }
}
