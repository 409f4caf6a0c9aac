using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Journeys.Saved;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

public readonly record struct TileId(Guid Value) : IId<TileId>
{
    public static TileId New() => new(Guid.CreateVersion7());

    public static TileId From(Guid value) => new(value);
}

/// <summary>A place on a board: a saved question with its answer, or a text alone.</summary>
public sealed class Tile
{
    public const int Widest = 3, LongestNote = 1_000;

    public required TileId Id { get; init; }
    public required BoardId BoardId { get; init; }

    /// <summary>Null for a text alone. The question may be gone.</summary>
    public QuestionId? QuestionId { get; init; }

    /// <summary>What it was called when it was put here, to say so when it is gone.</summary>
    public string? QuestionName { get; init; }

    public required int Place { get; set; }

    /// <summary>In columns, 1 to <see cref="Widest"/>.</summary>
    public required int Width { get; set; }

    public string? Note { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<Tile>
    {
        public void Configure(EntityTypeBuilder<Tile> builder)
        {
            builder.ToTable("journeys_tiles");
            builder.Property(t => t.Id).ValueGeneratedNever();
            builder.HasIndex(t => t.QuestionId);
        }
    }
}
