using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Customers;

/// <summary>What a colleague decided about who is who.</summary>
public enum DecisionKind { Join = 1, Split = 2, KeepApart = 3, Undo = 4 }

/// <summary>
/// A colleague's word on who is who. It is state of this room and no interaction: a rebuild of the customers applies it
/// again after the same journal position, in the order of the numbers. Rows are never changed; taking back is a row too.
/// </summary>
public sealed record IdentityDecision
{
    public int Id { get; init; }
    public required DecisionKind Kind { get; init; }

    /// <summary>An identity of the one side, by the number of its customer.</summary>
    public required int CustomerId { get; init; }

    /// <summary>An identity of the other side, by the number of its customer, or of one that was split off.</summary>
    public int OtherId { get; init; }

    /// <summary>Numbers of the identities that were split off.</summary>
    public IReadOnlyList<int> Identities { get; init; } = [];

    /// <summary>The decision that this one takes back.</summary>
    public int? Undoes { get; init; }

    /// <summary>The journal position that had suggested the joining.</summary>
    public long? Evidence { get; init; }

    /// <summary>It stands between this interaction and the next.</summary>
    public long Position { get; init; }

    public required string By { get; init; }
    public DateTimeOffset At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<IdentityDecision>
    {
        public void Configure(EntityTypeBuilder<IdentityDecision> builder)
        {
            builder.ToTable("customers_decisions");
            builder.Property(d => d.Id).ValueGeneratedNever();
            builder.Property(d => d.Kind).HasConversion(kind => WordFor(kind), word => KindOf(word));
            builder.Property(d => d.Identities).HasConversion(ids => Write(ids), text => Read(text));
            builder.HasIndex(d => d.Undoes).IsUnique();
            builder.HasIndex(d => d.CustomerId);
            builder.HasIndex(d => d.OtherId);
        }
    }

    internal static string WordFor(DecisionKind kind) => kind switch
    {
        DecisionKind.Join => "join",
        DecisionKind.Split => "split",
        DecisionKind.KeepApart => "keep-apart",
        DecisionKind.Undo => "undo",
    };

    internal static DecisionKind KindOf(string word) => Enum.GetValues<DecisionKind>().First(kind => WordFor(kind) == word);

    internal static string Write(IReadOnlyList<int> identities) => string.Join(' ', identities);

    internal static IReadOnlyList<int> Read(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
}
