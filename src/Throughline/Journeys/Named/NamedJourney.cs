using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Journeys.Asking;

namespace Throughline.Journeys.Named;

/// <summary>A journey that somebody answers for: a funnel with a name, what the customer wants of it, and a target.</summary>
public sealed class NamedJourney
{
    public const int LongestName = 100, LongestText = 500;

    public required string Key { get; init; }
    public required string Name { get; set; }
    public string? Description { get; set; }

    /// <summary>What the customer wants, in their words.</summary>
    public required string Goal { get; set; }

    public required string Department { get; set; }
    public string? Person { get; set; }
    public required IReadOnlyList<NamedStep> Steps { get; set; }

    /// <summary>Counted from the first step.</summary>
    public required long WindowSeconds { get; set; }

    /// <summary>What share should come through, above 0 and at most 1.</summary>
    public double? TargetShare { get; set; }

    /// <summary>Within which time half of those who come through should have done so.</summary>
    public long? TargetSeconds { get; set; }

    /// <summary>The colleague who named it; null for what the company began with, and when a program did.</summary>
    public Guid? NamedById { get; init; }

    /// <summary>The name of whoever changed it last; null while nobody has.</summary>
    public string? ChangedBy { get; set; }

    /// <summary>Rises with each change, so that two people do not overwrite each other unseen.</summary>
    public required int Version { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<NamedJourney>
    {
        public void Configure(EntityTypeBuilder<NamedJourney> builder)
        {
            builder.ToTable("journeys_named");
            builder.HasKey(j => j.Key);
            builder.Property(j => j.Version).IsConcurrencyToken();
            builder.Property(j => j.Steps).HasConversion(
                steps => JsonSerializer.Serialize(steps, JsonSerializerOptions.Web),
                text => JsonSerializer.Deserialize<List<NamedStep>>(text, JsonSerializerOptions.Web)!,
                new ValueComparer<IReadOnlyList<NamedStep>>((a, b) => ReferenceEquals(a, b), steps => steps.Count, steps => steps));
        }
    }
}

/// <param name="Event">As questions name it: an event's name, <c>page:NAME</c>, <c>screen:NAME</c>, <c>*</c>.</param>
public sealed record NamedStep(string Event, IReadOnlyList<AskedCondition>? Where = null);
