using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Platform.OurCompany;

/// <summary>A part of the company that colleagues work in and that answers for touchpoints, with the hours in which it works.</summary>
public sealed class Department
{
    public const int LongestName = 100;

    public int Id { get; init; }

    /// <summary>Other rooms keep this name; one that differs only in small and capital letters is the same.</summary>
    public required string Name { get; set; }

    /// <summary>The key of its calendar; null: the company's usual one.</summary>
    public string? Calendar { get; set; }

    public int Version { get; set; } = 1;

    private sealed class Mapping : IEntityTypeConfiguration<Department>
    {
        public void Configure(EntityTypeBuilder<Department> builder)
        {
            builder.ToTable("platform_departments");
            builder.Property(d => d.Name).UseCollation("NOCASE");
            builder.HasIndex(d => d.Name).IsUnique();
            builder.Property(d => d.Version).IsConcurrencyToken();
        }
    }
}
