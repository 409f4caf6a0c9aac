using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;
using Throughline.Platform.Undo;

namespace Throughline.Journeys.Alerts;

/// <summary>Sets an alert for oneself, or takes it away.</summary>
public sealed class SaveAlert(ThroughlineDb db, AlertFigures figures, KeepForUndo undo, TimeProvider clock) : IFeature
{
    /// <param name="Figure"><c>goal</c> or <c>volume</c> of a touchpoint, <c>journey</c>, <c>segment</c> or <c>question</c>.</param>
    /// <param name="Subject">The key of it; of a question, its kind.</param>
    /// <param name="Query">Of a question: as in the address of the explorer.</param>
    /// <param name="Condition"><c>below</c>, <c>above</c> or <c>changes</c>.</param>
    /// <param name="Line">A share from 0 to 1, or a number; with <c>below</c> and <c>above</c>.</param>
    /// <param name="Period">7d, 30d (usual), 90d or 365d.</param>
    /// <param name="AtOnce">By a mail at once; else on the bell and in the daily mail.</param>
    /// <param name="For">The address of the colleague who is told; only the command line sets alerts for others.</param>
    public sealed record Request(
        string? Figure, string? Subject, string? Condition, double? Line = null, string? Query = null, string? Period = null, bool AtOnce = false,
        string? For = null);

    public abstract record Outcome;
    public sealed record Set(Alert Alert) : Outcome;
    public sealed record Removed(Guid Undo) : Outcome;
    public sealed record NoSuchAlert : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>A program is told nothing: it asks.</summary>
    public sealed record Nobody : Outcome;

    public async Task<Outcome> Save(Request request, Actor by, CancellationToken ct)
    {
        if (await WhomItTells(request, by, ct) is not { } user) return new Nobody();
        if (FaultsIn(request) is { Count: > 0 } faults) return new Refused(faults);
        var (query, period, alerts) = (request.Query ?? "", request.Period ?? Platform.Time.Period.Usual, db.Alerts);
        if (await alerts.CountAsync(a => a.UserId == user, ct) >= Alert.MostEach)
            return new Refused([new("figure", $"You have {Alert.MostEach} alerts. Remove one first.")]);
        if (await figures.TitleOf(request.Figure!, request.Subject!, query, ct) is not { } title)
            return new Refused([new("subject", "There is no such figure, or it is not a single number.")]);
        Reading now;
        try
        {
            now = await figures.Read(request.Figure!, request.Subject!, query, period, null, ct);
        }
        catch (QuestionException e)
        {
            return new Refused([new("subject", e.Sentence)]);
        }
        catch (JourneysCatchUpException) // It is looked at when there is something to look at.
        {
            now = new(null, null, null, 0, request.Figure is AlertFigures.Goal or AlertFigures.Journey);
        }
        if (now.IsShare && request.Line is < 0 or > 1) return new Refused([new("line", "Enter a share between 0 and 100%.")]);
        var alert = Made(request, user, title.Length > Alert.LongestTitle ? title[..Alert.LongestTitle] : title, now);
        alerts.Add(alert);
        db.Audit(by, "alert.set", $"alert:{alert.Id.Value}", new { alert.Figure, alert.Condition, alert.Line });
        await db.SaveChangesAsync(ct);
        return new Set(alert);
    }

    public async Task<Outcome> Remove(AlertId id, Actor by, CancellationToken ct)
    {
        if (by.User is not { } user) return new Nobody();
        var alerts = db.Alerts;
        return await undo.DeleteOnRecord(alerts.Where(a => a.Id == id && a.UserId == user), by, "alert.removed", $"alert:{id.Value}",
            JourneysPermissions.Read, "The alert “{0}” is removed.", a => a.Title, "/account/notifications", ct) is { } kept
            ? new Removed(kept)
            : new NoSuchAlert();
    }

    private async Task<Guid?> WhomItTells(Request request, Actor by, CancellationToken ct)
    {
        if (request.For is not { } address || by != Actor.Operator) return by.User;
        var (users, normalized) = (db.Users, address.ToUpperInvariant());
        return await users.Where(u => u.NormalizedEmail == normalized).Select(u => (Guid?)u.Id).FirstOrDefaultAsync(ct);
    }

    private Alert Made(Request request, Guid user, string title, Reading now) => new()
    {
        Id = AlertId.New(), UserId = user, Figure = request.Figure!, Subject = request.Subject!, Query = request.Query ?? "", Title = title,
        Condition = request.Condition!, Line = request.Condition == AlertRule.Changes ? null : request.Line,
        Period = request.Period ?? Platform.Time.Period.Usual, IsAtOnce = request.AtOnce, CreatedAt = clock.GetUtcNow(),
        IsShare = now.IsShare, Base = now.Value, Value = now.Value, Low = now.Low, High = now.High, N = now.N,
    };

    private static List<Fault> FaultsIn(Request request)
    {
        List<Fault> faults = [];
        if (!AlertFigures.All.Contains(request.Figure)) faults.Add(new("figure", "The figure is `goal`, `volume`, `journey`, `segment` or `question`."));
        if (request.Subject.NullIfBlank() is null) faults.Add(new("subject", "Provide the key of what the figure belongs to."));
        if (request.Query?.Length > Saved.SavedQuestion.LongestQuery) faults.Add(new("query", "The question is too long. Remove some conditions."));
        if (!AlertRule.All.Contains(request.Condition)) faults.Add(new("condition", "The condition is `below`, `above` or `changes`."));
        if (request.Condition is AlertRule.Below or AlertRule.Above && !(request.Line is { } line && double.IsFinite(line)))
            faults.Add(new("line", "Enter a number for the alert."));
        if (request.Period is { } period && !AlertFigures.Periods.Contains(period)) faults.Add(new("period", "The period is 7d, 30d, 90d or 365d."));
        return faults;
    }

    internal static IResult Refusal(Outcome outcome) => outcome switch
    {
        Refused refused => Problems.Of(refused.Faults),
        Nobody => Problems.Of(StatusCodes.Status403Forbidden, "no_person", "Only a signed-in colleague has alerts; a key does not."),
        _ => Problems.Of(StatusCodes.Status404NotFound, "no_such_alert", "You have no alert with this ID. List your alerts to find the right one."),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/journeys/alerts", async (Request request, SaveAlert feature, HttpContext http, CancellationToken ct) =>
                await feature.Save(request, Actor.Of(http.User), ct) is var outcome && outcome is Set set
                    ? Results.Json(AlertLine.Of(set.Alert), statusCode: StatusCodes.Status201Created)
                    : Refusal(outcome))
            .RequirePermission(JourneysPermissions.Read).WithTags("Alerts")
            .WithSummary("Tells the colleague who is signed in when a figure crosses a line or changes")
            .Produces<AlertLine>(StatusCodes.Status201Created);
        routes.MapDelete("/api/journeys/alerts/{id:guid}", async (Guid id, SaveAlert feature, HttpContext http, CancellationToken ct) =>
                await feature.Remove(new AlertId(id), Actor.Of(http.User), ct) is var outcome && outcome is Removed removed
                    ? UndoAct.Told(http, removed.Undo, Results.NoContent())
                    : Refusal(outcome))
            .RequirePermission(JourneysPermissions.Read).WithTags("Alerts").WithSummary("Removes an alert");
        routes.MapPost("/journeys/alerts/{id:guid}/remove", async (Guid id, SaveAlert feature, HttpContext http, CancellationToken ct) =>
                Results.LocalRedirect(await feature.Remove(new AlertId(id), Actor.Of(http.User), ct) is Removed removed
                    ? $"/account/notifications?undo={removed.Undo}"
                    : "/account/notifications"))
            .RequirePermission(JourneysPermissions.Read).ExcludeFromDescription();
    }
}
