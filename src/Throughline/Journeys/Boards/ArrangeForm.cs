using System.Globalization;

namespace Throughline.Journeys.Boards;

/// <summary>What the arranging page sends: one thing to do, and every note as it was and as it is now.</summary>
public static class ArrangeForm
{
    public static (BoardChange Change, int Version) Read(IFormCollection form)
    {
        var version = int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : -1;
        var notes = form.Keys
            .Where(k => k.StartsWith("note.", StringComparison.Ordinal))
            .Select(k => Note(form, k["note.".Length..]))
            .OfType<BoardChange.NoteWritten>();
        return (
            new BoardChange(form["do"].ToString(), Guid.TryParse(form["question"], out var question) ? question : null, form["name"].ToString(), [.. notes]),
            version);
    }

    // A note of its own tile that is just taken off needs no saving.
    private static BoardChange.NoteWritten? Note(IFormCollection form, string tile)
    {
        var (was, becomes) = (Lines(form["was." + tile].ToString()), Lines(form["note." + tile].ToString()));
        return was == becomes || !Guid.TryParse(tile, out var id) || form["do"].ToString().StartsWith("remove:" + tile, StringComparison.OrdinalIgnoreCase)
            ? null
            : new BoardChange.NoteWritten(id, was, becomes);
    }

    // A browser sends line ends as CRLF, whatever was there before.
    private static string Lines(string text) => text.ReplaceLineEndings("\n").Trim();
}
