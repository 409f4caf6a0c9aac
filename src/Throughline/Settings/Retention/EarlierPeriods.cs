using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Settings.Retention;

/// <summary>The periods before a change. Until its time is over nothing goes that these would keep, and the change can be undone.</summary>
public sealed class EarlierPeriods
{
    /// <summary>How long a change waits before anything goes by it.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromHours(24);

    public long Id { get; init; }
    public required IReadOnlyList<ShowRetention.Rule> Rules { get; init; }
    public required DateTimeOffset Until { get; init; }

    /// <summary>Who made the change.</summary>
    public required string By { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<EarlierPeriods>
    {
        public void Configure(EntityTypeBuilder<EarlierPeriods> builder)
        {
            builder.ToTable("retention_earlier");
            builder.Property(p => p.Rules).HasConversion(
                rules => JsonSerializer.Serialize(rules, JsonSerializerOptions.Web),
                text => JsonSerializer.Deserialize<List<ShowRetention.Rule>>(text, JsonSerializerOptions.Web)!);
        }
    }
}
