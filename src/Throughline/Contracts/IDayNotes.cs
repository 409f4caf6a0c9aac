namespace Throughline.Contracts;

/// <summary>What colleagues wrote of a day, such as “carrier changed”. Charts over time show it.</summary>
public interface IDayNotes : IPart
{
    /// <summary>Without this permission nothing of it is shown.</summary>
    string Permission { get; }

    /// <summary>Without this permission nobody writes one.</summary>
    string PermissionToWrite { get; }

    /// <summary>The notes on the days from the first to the last, in their order.</summary>
    /// <param name="touchpoint">With those of this touchpoint and of the whole company; null: all of them.</param>
    Task<IReadOnlyList<DayNoteView>> Between(DateOnly first, DateOnly last, string? touchpoint, CancellationToken ct);

    /// <summary>Where all of them are listed.</summary>
    string Page { get; }

    /// <summary>Where one is written; takes <c>day</c> and <c>back</c> in its address as well.</summary>
    string NewNote(string? touchpoint);
}

/// <param name="Touchpoint">The name of the touchpoint it is about; null for the whole company.</param>
/// <param name="Href">Where it is read, and changed by who may.</param>
public sealed record DayNoteView(DateOnly Day, string Text, string? Touchpoint, string Href);
