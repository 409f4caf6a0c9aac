using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Throughline.Journeys.Boards;

/// <summary>What is done: to a tile by the first four, to the board by the others. Notes may be written along with any.</summary>
public enum BoardVerb { Move, Place, Width, Remove, Add, Text, Rename, Notes }

/// <summary>One thing that a person does to a board.</summary>
/// <param name="Do"><c>move:TILE:-1</c>, <c>place:TILE:0</c>, <c>width:TILE:2</c>, <c>remove:TILE</c>, <c>add</c>, <c>text</c>,
/// <c>rename</c>, <c>notes</c>.</param>
/// <param name="Question">Which one to add.</param>
/// <param name="Notes">Notes that were rewritten along with it: what each was, and what it should be.</param>
public sealed record BoardChange(string Do, Guid? Question = null, string? Name = null, IReadOnlyList<BoardChange.NoteWritten>? Notes = null)
{
    public sealed record NoteWritten(Guid Tile, string Was, string Becomes);

    private string[] Parts => Do.Split(':');

    public BoardVerb Verb =>
        Enum.GetValues<BoardVerb>().FirstOrDefault(verb => verb.ToString().Equals(Parts[0], StringComparison.OrdinalIgnoreCase), BoardVerb.Notes);

    /// <summary>The tile that it is done to; null for what is done to the board.</summary>
    public Guid? Tile => Parts.Length > 1 && Guid.TryParse(Parts[1], out var id) ? id : null;

    private int Number => Parts.Length > 2 && int.TryParse(Parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Every tile that it touches is still there.</summary>
    public bool IsPossible(Func<Guid, bool> has) => (Tile is not { } tile || has(tile)) && (Notes ?? []).All(n => has(n.Tile));

    /// <summary>Does it to the board, except adding a question, which somebody must find first.</summary>
    public void Apply(Board board)
    {
        foreach (var written in Notes ?? [])
            if (Find(board, written.Tile) is { } noted) noted.Note = Text(written.Becomes);
        if (Verb == BoardVerb.Rename && Name?.Trim() is { Length: > 0 } name) board.Name = name;
        if (Verb == BoardVerb.Text) board.Add(null, 1, "");
        if (Tile is not { } id || Find(board, id) is not { } tile) return;
        if (Verb == BoardVerb.Move) board.Place(tile, board.InOrder.Index().First(t => t.Item == tile).Index + Math.Sign(Number));
        if (Verb == BoardVerb.Place) board.Place(tile, Number);
        if (Verb == BoardVerb.Width) tile.Width = Math.Clamp(Number, 1, Boards.Tile.Widest);
        if (Verb == BoardVerb.Remove) board.Tiles.Remove(tile);
    }

    /// <summary>What it is, to say that it was done or was not: "“Checkout” to the front".</summary>
    public string InWords(BoardShown board, string? question, IStringLocalizer<Words> words)
    {
        var title = Tile is { } id ? TitleOf(board, id, words) : "";
        var what = Verb switch
        {
            BoardVerb.Move => Number < 0 ? words["“{0}” one place forward", title] : words["“{0}” one place back", title],
            BoardVerb.Place => words["“{0}” to place {1}", title, Number + 1],
            BoardVerb.Width => Number == 1 ? words["“{0}” one column wide", title] : words["“{0}” {1} columns wide", title, Number],
            BoardVerb.Remove => words["“{0}” removed from the board", title],
            BoardVerb.Add => words["“{0}” added to the board", question ?? words["a deleted question"].Value],
            BoardVerb.Text => words["a text on the board"],
            BoardVerb.Rename => words["the board’s name “{0}”", Name ?? ""],
            BoardVerb.Notes => null,
        };
        var notes = (Notes ?? []).Select(n => words["the note “{0}” at “{1}”", Shortened(n.Becomes), TitleOf(board, n.Tile, words)].Value);
        return string.Join(", ", new[] { what?.Value }.OfType<string>().Concat(notes));
    }

    private static string TitleOf(BoardShown board, Guid tile, IStringLocalizer<Words> words) => board.Find(tile) switch
    {
        null => words["a tile that was deleted"],
        { Question: null } text => words["text: {0}", Shortened(text.Note ?? "")],
        var named => named.Name ?? words["a deleted question"],
    };

    private static Tile? Find(Board board, Guid tile) => board.Tiles.FirstOrDefault(t => t.Id.Value == tile);

    private static string? Text(string written)
    {
        if (string.IsNullOrWhiteSpace(written)) return null;
        var text = written.Trim();
        return text.Length > Boards.Tile.LongestNote ? text[..Boards.Tile.LongestNote] : text;
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
