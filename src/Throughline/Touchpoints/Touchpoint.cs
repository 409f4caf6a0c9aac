using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;

namespace Throughline.Touchpoints;

/// <summary>A place where customer and company meet: what the customer wants there, who answers for it, and what is promised.</summary>
public sealed class Touchpoint
{
    public const int LongestName = 100, LongestText = 500;

    /// <summary>Of a touchpoint that does not keep to one channel.</summary>
    public const string AnyChannel = "any";

    public required string Key { get; init; }

    /// <summary>Lower stands first, and wins where two rules are alike.</summary>
    public required int Place { get; set; }

    public required string Name { get; set; }
    public required string Channel { get; set; }
    public required string Stage { get; set; }
    public required string Goal { get; set; }
    public string? GoalEvent { get; set; }
    public required long GoalWithinSeconds { get; set; }
    public required string Department { get; set; }
    public string? Person { get; set; }
    public string? PromiseText { get; private set; }
    public string? PromiseMeasure { get; private set; }
    public double? PromiseTarget { get; private set; }
    public double? PromiseShare { get; private set; }

    /// <summary>How it is measured, as JSON; null: as its measure usually is.</summary>
    public string? PromiseTerms { get; private set; }

    public required IReadOnlyList<Rule> Rules { get; set; }

    /// <summary>Rises with every change by a colleague.</summary>
    public int Version { get; set; } = 1;

    public Promise? Promise
    {
        get => PromiseText is null ? null
            : (PromiseTerms is null ? new Promise("", "", 0, 1) : JsonSerializer.Deserialize<Promise>(PromiseTerms, JsonSerializerOptions.Web)!) with
            {
                Text = PromiseText, Measure = PromiseMeasure ?? "", Target = PromiseTarget ?? 0, Share = PromiseShare ?? 1,
            };
        set
        {
            (PromiseText, PromiseMeasure, PromiseTarget, PromiseShare) = (value?.Text, value?.Measure, value?.Target, value?.Share);
            PromiseTerms = value is null || !value.HasTerms ? null : value.Meaning;
        }
    }

    /// <summary>Who answers for it, in one line.</summary>
    public string Owner => Person is null ? Department : $"{Department}, {Person}";

    public TouchpointView ToView() => new(Key, Name, Channel, Stage, Goal, GoalEvent, GoalWithinSeconds, Department, Person);

    private sealed class Mapping : IEntityTypeConfiguration<Touchpoint>
    {
        public void Configure(EntityTypeBuilder<Touchpoint> builder)
        {
            builder.ToTable("touchpoints_touchpoints");
            builder.HasKey(t => t.Key);
            builder.Ignore(t => t.Promise).Ignore(t => t.Owner);
            builder.Property(t => t.Rules).HasConversion(
                rules => JsonSerializer.Serialize(rules, JsonSerializerOptions.Web),
                text => JsonSerializer.Deserialize<List<Rule>>(text, JsonSerializerOptions.Web)!,
                new ValueComparer<IReadOnlyList<Rule>>((a, b) => ReferenceEquals(a, b), rules => rules.Count, rules => rules));
            builder.Property(t => t.Version).IsConcurrencyToken();
            builder.HasIndex(t => t.Place);
        }
    }
}
