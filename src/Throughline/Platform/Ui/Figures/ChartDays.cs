using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;

namespace Throughline.Platform.Ui.Figures;

/// <summary>Which days the points of a chart stand for, so that notes stand on their days and a day can be given one.</summary>
/// <param name="Starts">The first day of each point, in their order.</param>
/// <param name="Last">The last day of the last point.</param>
/// <param name="Touchpoint">The chart is of this touchpoint alone; null for the whole company.</param>
public sealed record ChartDays(IReadOnlyList<DateOnly> Starts, DateOnly Last, string? Touchpoint = null)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The point that a day belongs to; of several that begin on it, the first.</summary>
    public int PointOf(DateOnly day)
    {
        var at = 0;
        for (var i = 1; i < Starts.Count && Starts[i] <= day; i++) if (Starts[i] != Starts[at]) at = i;
        return at;
    }

    internal string NotesAsJson(IEnumerable<DayNoteView> notes) => JsonSerializer.Serialize(
        notes.Select(note => new { at = PointOf(note.Day), day = Told(note.Day), text = TextOf(note), href = note.Href }), Web);

    internal string AsJson(string? add, string addWords, string openWords) => JsonSerializer.Serialize(
        new { starts = Starts.Select(Written), names = Starts.Select(Told), add = add ?? "", addWords, openWords }, Web);

    internal static string TextOf(DayNoteView note) => note.Touchpoint is { } about ? $"{note.Text} ({about})" : note.Text;

    internal static string Told(DateOnly day) => day.Written("d MMM yyyy");

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
