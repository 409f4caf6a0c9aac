using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Customers.Segments;

/// <summary>Customers who meet conditions, under a name. Who is in it is found anew whenever somebody asks.</summary>
public sealed class Segment
{
    public const int LongestKey = 60, LongestName = 100;

    public required string Key { get; init; }
    public required string Name { get; set; }

    /// <summary>One condition is enough; else all must be met.</summary>
    public required bool MatchAny { get; set; }

    public required IReadOnlyList<SegmentCondition> Conditions { get; set; }

    /// <summary>Rises with each change, so that two people do not overwrite each other unseen.</summary>
    public required int Version { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public SegmentDefinition Definition => new(MatchAny, Conditions);

    private sealed class Mapping : IEntityTypeConfiguration<Segment>
    {
        public void Configure(EntityTypeBuilder<Segment> builder)
        {
            builder.ToTable("customers_segments");
            builder.HasKey(s => s.Key);
            builder.Ignore(s => s.Definition);
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.Property(s => s.Conditions).HasConversion(
                conditions => JsonSerializer.Serialize(conditions, JsonSerializerOptions.Web),
                text => JsonSerializer.Deserialize<List<SegmentCondition>>(text, JsonSerializerOptions.Web)!);
        }
    }
}

/// <summary>Conditions, of which all must be met or one is enough.</summary>
public sealed record SegmentDefinition(bool MatchAny, IReadOnlyList<SegmentCondition> Conditions);

/// <summary>One condition, as the API writes it.</summary>
/// <param name="Kind">trait, stage, did, didNot, identity or list.</param>
/// <param name="Name">Of the trait, stage, event, kind of identity or list.</param>
/// <param name="Op">Of a trait or identity: how its value is compared.</param>
/// <param name="Times">Of what they did: at least so often.</param>
/// <param name="Days">Of what they did: within so many last days.</param>
/// <param name="Where">Of what they did: only interactions with these properties.</param>
public sealed record SegmentCondition(
    string Kind,
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Op = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Value = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Times = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Days = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SegmentWhere>? Where = null);

/// <summary>A condition on a property of an interaction.</summary>
public sealed record SegmentWhere(
    string Property, string Op, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Value = null);
