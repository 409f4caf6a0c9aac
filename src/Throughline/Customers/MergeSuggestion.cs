using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;

namespace Throughline.Customers;

/// <summary>Two customers who may be one: the guards refused to join them by themselves.</summary>
public sealed class MergeSuggestion
{
    public required int Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required CustomerId OtherId { get; init; }
    public required string Why { get; init; }
    public required long Evidence { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The decision of a colleague that keeps them apart; null while it waits for one.</summary>
    public int? DecisionId { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<MergeSuggestion>
    {
        public void Configure(EntityTypeBuilder<MergeSuggestion> builder)
        {
            builder.ToTable("customers_suggestions");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.Property(s => s.CustomerId).HasConversion(id => id.Value, value => new CustomerId(value));
            builder.Property(s => s.OtherId).HasConversion(id => id.Value, value => new CustomerId(value));
            builder.HasIndex(s => new { s.CustomerId, s.OtherId }).IsUnique();
            builder.HasIndex(s => s.OtherId);
            builder.HasIndex(s => s.DecisionId);
        }
    }
}
