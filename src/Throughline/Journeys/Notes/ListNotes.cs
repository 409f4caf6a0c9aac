using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Notes;

/// <summary>A note as lists and the API show it.</summary>
/// <param name="Touchpoint">The key; null for the whole company.</param>
/// <param name="TouchpointName">As people call it; the key when there is no such touchpoint any more.</param>
/// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
public sealed record NoteShown(
    Guid Id, DateOnly Day, string Text, string? Touchpoint, string? TouchpointName, DateTimeOffset ChangedAt, string ChangedBy, int Version)
{
    public static NoteShown Of(DayNote note, TouchpointBook book) => new(note.Id.Value, note.Day, note.Text, note.Touchpoint,
        note.Touchpoint is { } key ? book.Touchpoints.FirstOrDefault(t => t.Key == key)?.Name ?? key : null, note.ChangedAt, note.ChangedBy, note.Version);

    public static string LinkOf(NoteId id) => $"/journeys/notes/{id.Value}";
}

/// <summary>Lists what was written of days, the newest day first, a page at a time; and gives charts what they show.</summary>
public sealed class ListNotes(ThroughlineDb db, ITouchpoints touchpoints) : IFeature, IDayNotes
{
    public const int OnAPage = 50, MostOnAChart = 200;

    /// <param name="Touchpoint">Only those of this touchpoint and of the whole company.</param>
    /// <param name="Q">A part of the text.</param>
    /// <param name="After">How many come before this page.</param>
    public sealed record Request(DateOnly? From = null, DateOnly? To = null, string? Touchpoint = null, string? Q = null, int After = 0);

    /// <param name="Next">Give it as <c>cursor</c> for the page that follows; null on the last.</param>
    public sealed record Listed(IReadOnlyList<NoteShown> Items, string? Next);

    public string Permission => JourneysPermissions.Read;

    public string PermissionToWrite => JourneysPermissions.Keep;

    public string Page => "/journeys/notes";

    public async Task<Listed> List(Request request, CancellationToken ct)
    {
        var notes = Some(request.From, request.To, request.Touchpoint);
        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var part = SqlText.Containing(request.Q);
            notes = notes.Where(n => EF.Functions.Like(n.Text, part, SqlText.Escape));
        }
        var after = Math.Max(0, request.After);
        var found = await notes.OrderByDescending(n => n.Day).ThenByDescending(n => n.Id).Skip(after).Take(OnAPage + 1).ToListAsync(ct);
        var next = found.Count > OnAPage ? (after + OnAPage).ToString(CultureInfo.InvariantCulture) : null;
        return new Listed([.. found.Take(OnAPage).Select(n => NoteShown.Of(n, touchpoints.Now))], next);
    }

    public async Task<IReadOnlyList<DayNoteView>> Between(DateOnly first, DateOnly last, string? touchpoint, CancellationToken ct) =>
        [.. (await Some(first, last, touchpoint).OrderBy(n => n.Day).ThenBy(n => n.Id).Take(MostOnAChart).ToListAsync(ct))
            .Select(n => new DayNoteView(n.Day, n.Text, NoteShown.Of(n, touchpoints.Now).TouchpointName, NoteShown.LinkOf(n.Id)))];

    public string NewNote(string? touchpoint) =>
        touchpoint is null ? "/journeys/notes/new" : $"/journeys/notes/new?touchpoint={Uri.EscapeDataString(touchpoint)}";

    public async Task<NoteShown?> Find(Guid id, CancellationToken ct)
    {
        var (notes, key) = (db.Notes, new NoteId(id));
        return await notes.AsNoTracking().FirstOrDefaultAsync(n => n.Id == key, ct) is { } note ? NoteShown.Of(note, touchpoints.Now) : null;
    }

    private IQueryable<DayNote> Some(DateOnly? from, DateOnly? to, string? touchpoint)
    {
        var notes = db.Notes.AsNoTracking();
        if (from is { } first) notes = notes.Where(n => n.Day >= first);
        if (to is { } last) notes = notes.Where(n => n.Day <= last);
        return string.IsNullOrEmpty(touchpoint) ? notes : notes.Where(n => n.Touchpoint == null || n.Touchpoint == touchpoint);
    }

    public static int Cursor(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0;

    internal static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "no_such_note",
        "There is no note with this ID; it may have been deleted. List the notes to find the right one.");

    private static async Task<IResult> Answer(string? from, string? to, string? touchpoint, string? q, string? cursor, ListNotes feature, CancellationToken ct)
    {
        var faults = new List<Fault>();
        if (!string.IsNullOrEmpty(from) && Period.Day(from) is null) faults.Add(new("from", "Write the first day like 2026-05-01."));
        if (!string.IsNullOrEmpty(to) && Period.Day(to) is null) faults.Add(new("to", "Write the last day like 2026-05-01."));
        return faults.Count > 0
            ? Problems.Of(faults)
            : Results.Ok(await feature.List(new Request(Period.Day(from), Period.Day(to), touchpoint, q, Cursor(cursor)), ct));
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/notes", Answer).RequirePermission(JourneysPermissions.Read).WithTags("Notes")
            .WithSummary("Notes on days, the newest day first").Produces<Listed>();
        api.MapGet("/api/notes/{id:guid}", async (Guid id, ListNotes feature, CancellationToken ct) =>
                await feature.Find(id, ct) is { } note ? Results.Ok(note) : NotFound())
            .RequirePermission(JourneysPermissions.Read).WithTags("Notes").WithSummary("One note").Produces<NoteShown>();
    }
}
