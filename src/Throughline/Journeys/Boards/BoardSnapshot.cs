namespace Throughline.Journeys.Boards;

/// <summary>A board as tables of figures at one moment, for whoever files or sends it.</summary>
/// <param name="At">When its questions were asked.</param>
public sealed record BoardSnapshot(Guid Board, string Name, DateTimeOffset At, IReadOnlyList<TileSnapshot> Tiles);

/// <param name="Name">Null for a text alone.</param>
/// <param name="Link">The question's address within the house.</param>
/// <param name="Says">The answer in a sentence, or why there is none.</param>
/// <param name="From">The period that was asked about, its end exclusive; null where none could be read.</param>
public sealed record TileSnapshot(
    string? Name, string? Link, string? Note, string Says, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<SnapshotFigure> Figures);

/// <param name="Number">A share from 0 to 1, a count or an amount.</param>
/// <param name="Text">As a person reads it.</param>
/// <param name="N">Of how many, or how often; null where it says nothing.</param>
public sealed record SnapshotFigure(string Label, double? Number, string Text, long? N);
