using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.JourneyEngine;

namespace Throughline.Touchpoints;

/// <summary>How this company's customers move through its stages, and how often the rules have changed.</summary>
public sealed class StageSettings
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>Rises with every change that assigns interactions to other touchpoints or stages.</summary>
    public required long Version { get; init; }

    /// <summary>Rises with every change by a colleague to the stages and to what is here.</summary>
    public int Edition { get; set; } = 1;

    /// <summary>The key of the stage from which on somebody has bought.</summary>
    public required string BoughtFrom { get; set; }

    public required int SettleDays { get; set; }

    /// <summary>Null: silence says nothing.</summary>
    public int? SilenceDays { get; set; }

    /// <summary>The event that shows that somebody has what they bought it for.</summary>
    public required string ValueEvent { get; set; }

    public StageRules ToRules(IReadOnlyList<string> order) => new()
    {
        Order = order,
        Still = [Stage.Service],
        Defected = Stage.Defected,
        BoughtFrom = Math.Max(0, order.ToList().IndexOf(BoughtFrom)),
        Settle = TimeSpan.FromDays(SettleDays),
        Silence = SilenceDays is { } days ? TimeSpan.FromDays(days) : null,
    };

    private sealed class Mapping : IEntityTypeConfiguration<StageSettings>
    {
        public void Configure(EntityTypeBuilder<StageSettings> builder)
        {
            builder.ToTable("touchpoints_settings");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.Property(s => s.Edition).IsConcurrencyToken();
        }
    }
}
