using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Touchpoints;

/// <summary>Who changed a touchpoint's owner or promise, when, and from what to what. Written once, never changed.</summary>
public sealed class HistoryEntry
{
    /// <summary>What <see cref="What"/> says.</summary>
    public const string Added = "added", Removed = "removed", Owner = "owner", Promise = "promise";

    public long Id { get; private init; }
    public required string TouchpointKey { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>As the audit log says it: "Ann Lee", "key Web shop".</summary>
    public string? Who { get; init; }

    public required string What { get; init; }
    public string? Was { get; init; }
    public string? Became { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<HistoryEntry>
    {
        public void Configure(EntityTypeBuilder<HistoryEntry> builder)
        {
            builder.ToTable("touchpoints_history");
            builder.HasIndex(h => new { h.TouchpointKey, h.Id });
        }
    }
}
