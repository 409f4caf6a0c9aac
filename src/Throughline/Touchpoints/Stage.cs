using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Touchpoints;

/// <summary>A part of the customer's journey. The company names and orders them; those of <see cref="IsBuiltIn"/> are always there.</summary>
public sealed class Stage
{
    /// <summary>Of those who left: behind all others.</summary>
    public const string Defected = "defected";

    /// <summary>Of help and trouble: a lane of the map that moves nobody.</summary>
    public const string Service = "service";

    public required string Key { get; init; }
    public required int Place { get; set; }
    public required string Name { get; set; }

    /// <summary>Not among those that a customer advances through.</summary>
    public bool IsBuiltIn => Key is Defected or Service;

    private sealed class Mapping : IEntityTypeConfiguration<Stage>
    {
        public void Configure(EntityTypeBuilder<Stage> builder)
        {
            builder.ToTable("touchpoints_stages");
            builder.HasKey(s => s.Key);
            builder.Ignore(s => s.IsBuiltIn);
        }
    }
}
