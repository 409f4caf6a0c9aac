using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Touchpoints;

/// <summary>How often an event was seen on a channel, whatever rules say. One row without names stands for those beyond the limit.</summary>
public sealed class SeenEvent
{
    public required string Event { get; init; }
    public required string Channel { get; init; }
    public required long Count { get; init; }
    public required DateTimeOffset LastSeen { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<SeenEvent>
    {
        public void Configure(EntityTypeBuilder<SeenEvent> builder)
        {
            builder.ToTable("touchpoints_seen");
            builder.HasKey(s => new { s.Event, s.Channel });
        }
    }
}
