using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Touchpoints;

/// <summary>A part of the customer's journey. The company names and orders them; that of those who left is always there.</summary>
public sealed class Stage
{
    public const string Defected = "defected";

    public required string Key { get; init; }
    public required int Place { get; set; }
    public required string Name { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<Stage>
    {
        public void Configure(EntityTypeBuilder<Stage> builder)
        {
            builder.ToTable("touchpoints_stages");
            builder.HasKey(s => s.Key);
        }
    }
}
