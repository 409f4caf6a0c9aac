using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Alerts;

public readonly record struct AlertId(Guid Value) : IId<AlertId>
{
    public static AlertId New() => new(Guid.CreateVersion7());

    public static AlertId From(Guid value) => new(value);
}

/// <summary>A colleague's wish to be told when a figure crosses a line or changes.</summary>
public sealed class Alert
{
    public const int MostEach = 50, LongestTitle = 200;

    public required AlertId Id { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>One of <see cref="AlertFigures"/>.</summary>
    public required string Figure { get; init; }

    /// <summary>A touchpoint's, journey's or segment's key; of a question, its kind.</summary>
    public required string Subject { get; init; }

    /// <summary>Of a question: what it asks, as in its address.</summary>
    public required string Query { get; init; }

    /// <summary>What the figure was called when it was set.</summary>
    public required string Title { get; init; }

    /// <summary><c>below</c>, <c>above</c> or <c>changes</c>.</summary>
    public required string Condition { get; init; }

    /// <summary>A share from 0 to 1, or a number; null for a change.</summary>
    public double? Line { get; init; }

    /// <summary>The key of a preset, such as <c>30d</c>.</summary>
    public required string Period { get; init; }

    /// <summary>By a mail at once; else on the bell and in the daily mail.</summary>
    public bool IsAtOnce { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public bool IsShare { get; set; }

    /// <summary>What it was when the alert was set, for figures that have no period before.</summary>
    public double? Base { get; set; }

    public double? Value { get; set; }
    public double? Low { get; set; }
    public double? High { get; set; }
    public long N { get; set; }
    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>Since when it holds, told once; null while it does not.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>Why it could not be checked, such as a touchpoint that is gone.</summary>
    public string? WhyNot { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<Alert>
    {
        public void Configure(EntityTypeBuilder<Alert> builder)
        {
            builder.ToTable("journeys_alerts");
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.HasIndex(a => a.UserId);
        }
    }
}

public static class AlertSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Alert> Alerts => db.Set<Alert>();
    }
}
