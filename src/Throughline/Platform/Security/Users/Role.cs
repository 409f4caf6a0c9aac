using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Platform.Security.Users;

/// <summary>What a user is to the company. The names are fixed; what each may do is said by the permissions of the rooms.</summary>
public sealed class Role : IdentityRole<Guid>
{
    public const string
        Owner = "owner",
        Admin = "admin",
        CxManager = "cx-manager",
        Agent = "agent",
        Analyst = "analyst",
        DepartmentMember = "department-member";

    public static IReadOnlyList<string> All { get; } = [Owner, Admin, CxManager, Agent, Analyst, DepartmentMember];

    sealed class Mapping : IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<IdentityUserRole<Guid>>, IEntityTypeConfiguration<IdentityRoleClaim<Guid>>
    {
        public void Configure(EntityTypeBuilder<Role> builder) => builder.ToTable("security_roles");

        public void Configure(EntityTypeBuilder<IdentityUserRole<Guid>> builder) => builder.ToTable("security_user_roles");

        public void Configure(EntityTypeBuilder<IdentityRoleClaim<Guid>> builder) => builder.ToTable("security_role_claims");
    }
}
