using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;
using Throughline.Platform.Undo;

namespace Throughline.Journeys.Notes;

/// <summary>Writes a note on a day, new or changed, and puts on record who did.</summary>
public sealed class SaveNote(ThroughlineDb db, ITouchpoints touchpoints, KeepForUndo undo, TimeProvider clock) : IFeature
{
    /// <summary>What is left out of a change stays as it was.</summary>
    /// <param name="Day">Like 2026-05-01.</param>
    /// <param name="Touchpoint">A touchpoint's key; an empty text is the whole company.</param>
    /// <param name="Version">The version that was read, 0 for one that must be new; without it whatever is there is changed.</param>
    public sealed record Request(string? Day = null, string? Text = null, string? Touchpoint = null, int? Version = null);

    public abstract record Outcome;

    /// <param name="Undo">What takes it back.</param>
    public sealed record Saved(NoteShown Note, bool IsNew, Guid Undo) : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has changed it since this version was read.</summary>
    /// <param name="Now">As it is now; null when it was deleted.</param>
    public sealed record Overtaken(NoteShown? Now) : Outcome;

    public async Task<Outcome> Save(NoteId id, Request request, Actor by, CancellationToken ct)
    {
        var notes = db.Notes;
        var note = await notes.FirstOrDefaultAsync(n => n.Id == id, ct);
        if (request.Version is { } read && read != (note?.Version ?? 0)) return new Overtaken(Shown(note));
        if (Check(request, note) is { Count: > 0 } faults) return new Refused(faults);

        var (now, isNew) = (clock.GetUtcNow(), note is null);
        if (note is null) notes.Add(note = new DayNote
        {
            Id = id, Day = Period.Day(request.Day)!.Value, Text = request.Text!.Trim(), CreatedAt = now, ChangedAt = now, ChangedBy = by.Name, Version = 1,
        });
        else (note.Day, note.Text, note.ChangedAt, note.ChangedBy, note.Version) =
            (Period.Day(request.Day) ?? note.Day, request.Text?.Trim() ?? note.Text, now, by.Name, note.Version + 1);
        if (request.Touchpoint is { } about) note.Touchpoint = about.Length == 0 ? null : about;
        var subject = $"note:{id.Value}";
        var kept = isNew
            ? undo.Keep(by, "note.added", subject, JourneysPermissions.Keep, "The note “{0}” was added.", note.Text)
            : undo.Keep(by, "note.changed", subject, JourneysPermissions.Keep, "The note “{0}” was edited.", note.Text, NoteShown.LinkOf(id));
        db.Audit(by, isNew ? "note.added" : "note.changed", subject, new { day = Written(note.Day), touchpoint = note.Touchpoint });
        try
        {
            return await db.TrySave(ct) ? new Saved(Shown(note)!, isNew, kept) : new Overtaken(null);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(Shown(await notes.AsNoTracking().FirstOrDefaultAsync(n => n.Id == id, ct)));
        }
    }

    private List<Fault> Check(Request request, DayNote? note)
    {
        var faults = new List<Fault>();
        if (Period.Day(request.Day) is not { Year: >= 1970 } && (note is null || request.Day is not null))
            faults.Add(new("day", "Choose a day, such as 2026-05-01."));
        if ((note is null || request.Text is not null) && request.Text?.Trim() is not { Length: > 0 and <= DayNote.LongestText })
            faults.Add(new("text", $"Enter what happened, in at most {DayNote.LongestText} characters."));
        if (request.Touchpoint is { Length: > 0 } key && touchpoints.Now.Touchpoints.All(t => t.Key != key))
            faults.Add(new("touchpoint", $"There is no touchpoint “{key}”. Choose another, or the whole company."));
        return faults;
    }

    private NoteShown? Shown(DayNote? note) => note is null ? null : NoteShown.Of(note, touchpoints.Now);

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IResult Answer(Outcome outcome, HttpContext http) => outcome switch
    {
        Saved saved => UndoAct.Told(http, saved.Undo, Results.Json(saved.Note,
            statusCode: saved.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)),
        Refused refused => Problems.Of(refused.Faults),
        Overtaken { Now: { } now } => Overtaking.Problem(
            Words.Say($"{now.ChangedBy} saved this note in the meantime; it is now version {now.Version}. Reload it and apply your change again.")),
        _ => Overtaking.Problem("The note was deleted in the meantime, or added by someone else. Reload it, or save it with another ID."),
    };

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/notes", async (Request request, SaveNote feature, HttpContext http, CancellationToken ct) =>
                Answer(await feature.Save(NoteId.New(), request, Actor.Of(http.User), ct), http))
            .RequirePermission(JourneysPermissions.Keep).WithTags("Notes").WithSummary("Writes a note on a day").Produces<NoteShown>(201);
        api.MapPut("/api/notes/{id:guid}", async (Guid id, Request request, SaveNote feature, HttpContext http, CancellationToken ct) =>
                Answer(await feature.Save(new NoteId(id), request, Actor.Of(http.User), ct), http))
            .RequirePermission(JourneysPermissions.Keep).WithTags("Notes").WithSummary("Writes a note, new or changed").Produces<NoteShown>();
    }
}
