using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Journeys.Saved;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

public readonly record struct BoardId(Guid Value) : IId<BoardId>
{
    public static BoardId New() => new(Guid.CreateVersion7());

    public static BoardId From(Guid value) => new(value);
}

/// <summary>Saved questions side by side, answered anew whenever somebody looks.</summary>
public sealed class Board
{
    public const int LongestName = 100, MostTiles = 40;

    public required BoardId Id { get; init; }
    public required string Name { get; set; }

    /// <summary>The colleague who made it; null when a program did.</summary>
    public Guid? OwnerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The name of whoever changed it last.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>Rises with each change, so that two people do not overwrite each other unseen.</summary>
    public required int Version { get; set; }

    public List<Tile> Tiles { get; } = [];

    public IReadOnlyList<Tile> InOrder => [.. Tiles.OrderBy(t => t.Place).ThenBy(t => t.Id.Value)];

    public bool IsFull => Tiles.Count >= MostTiles;

    public void Changed(string by, DateTimeOffset at) => (ChangedBy, ChangedAt, Version) = (by, at, Version + 1);

    public Tile Add(SavedQuestion? question, int width, string? note)
    {
        var tile = new Tile
        { Id = TileId.New(), BoardId = Id, QuestionId = question?.Id, QuestionName = question?.Name,
            Place = Tiles.Count == 0 ? 0 : Tiles.Max(t => t.Place) + 1, Width = width, Note = note
        };
        Tiles.Add(tile);
        return tile;
    }

    /// <param name="to">The new place, from 0; one too far is the last.</param>
    public void Place(Tile tile, int to)
    {
        var others = InOrder.Where(t => t != tile).ToList();
        others.Insert(Math.Clamp(to, 0, others.Count), tile);
        foreach (var (place, one) in others.Index()) one.Place = place;
    }

    private sealed class Mapping : IEntityTypeConfiguration<Board>
    {
        public void Configure(EntityTypeBuilder<Board> builder)
        {
            builder.ToTable("journeys_boards");
            builder.Property(b => b.Id).ValueGeneratedNever();
            builder.Property(b => b.Version).IsConcurrencyToken();
            builder.HasIndex(b => b.Name);
            builder.Ignore(b => b.InOrder);
            builder.HasMany(b => b.Tiles).WithOne().HasForeignKey(t => t.BoardId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
