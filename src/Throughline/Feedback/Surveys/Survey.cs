using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Feedback.Surveys;

/// <summary>A question that customers are asked, under a name.</summary>
public sealed class Survey
{
    public const int LongestKey = 60, LongestName = 100;

    public required string Key { get; init; }
    public required string Name { get; set; }
    public required Question Question { get; set; }

    /// <summary>Rises with each change, so that two people do not overwrite each other unseen.</summary>
    public required int Version { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<Survey>
    {
        public void Configure(EntityTypeBuilder<Survey> builder)
        {
            builder.ToTable("feedback_surveys");
            builder.HasKey(s => s.Key);
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.Property(s => s.Question).HasConversion(
                question => JsonSerializer.Serialize(question, JsonSerializerOptions.Web),
                text => JsonSerializer.Deserialize<Question>(text, JsonSerializerOptions.Web)!);
        }
    }
}
