using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Platform.Colleagues;

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

    /// <summary>Whether a role may do everything, whatever is said elsewhere.</summary>
    public static bool HoldsAll(string role) => role is Owner or Admin;

    /// <summary>Who should have it, in a sentence.</summary>
    public static string MeaningOf(string role) => role switch
    {
        Owner => Words.Say("Owns the company’s data and can add other owners."),
        Admin => Words.Say("Runs the product: colleagues, roles, keys, settings."),
        CxManager => Words.Say("Manages the whole customer experience."),
        Agent => Words.Say("Talks to customers all day."),
        Analyst => Words.Say("Analyses data and answers questions."),
        DepartmentMember => Words.Say("Works with the touchpoints of one department."),
        _ => "",
    };

    /// <summary>How a person reads it: <c>cx-manager</c> → "CX manager".</summary>
    public static string WordFor(string role) => role switch
    {
        Owner => Words.Say("Owner"),
        Admin => Words.Say("Admin"),
        CxManager => Words.Say("CX manager"),
        Agent => Words.Say("Service agent"),
        Analyst => Words.Say("Analyst"),
        DepartmentMember => Words.Say("Department member"),
        _ => role,
    };

    private sealed class Mapping
        : IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<IdentityUserRole<Guid>>, IEntityTypeConfiguration<IdentityRoleClaim<Guid>>
    {
        public void Configure(EntityTypeBuilder<Role> builder) => builder.ToTable("security_roles");

        public void Configure(EntityTypeBuilder<IdentityUserRole<Guid>> builder) => builder.ToTable("security_user_roles");

        public void Configure(EntityTypeBuilder<IdentityRoleClaim<Guid>> builder) => builder.ToTable("security_role_claims");
    }
}
