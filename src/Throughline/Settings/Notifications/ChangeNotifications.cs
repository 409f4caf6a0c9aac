using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Notifying;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Settings.Notifications;

/// <summary>What a colleague wants to be told by mail, and when.</summary>
public sealed class ChangeNotifications(ThroughlineDb db, ISendMessages messages, Viewer viewer, TimeProvider clock) : IFeature
{
    /// <summary>What is left out stays as it was.</summary>
    /// <param name="Daily">A mail each morning when there is something to say.</param>
    /// <param name="At">When, on the colleague's own clocks: <c>07:00</c>.</param>
    /// <param name="Weekdays">On which days: <c>mon</c> to <c>sun</c>.</param>
    /// <param name="Kinds">What it tells: <c>alerts</c>, <c>attention</c>, <c>better</c>.</param>
    /// <param name="AlertsByMail">Alerts that ask for a mail at once send one.</param>
    public sealed record Request(
        bool? Daily = null, string? At = null, IReadOnlyList<string>? Weekdays = null, IReadOnlyList<string>? Kinds = null, bool? AlertsByMail = null);

    /// <param name="TimeZone">Of the account; the time is on its clocks.</param>
    /// <param name="CanSend">A mail server is set up.</param>
    public sealed record Answer(
        bool Daily, string At, IReadOnlyList<string> Weekdays, IReadOnlyList<string> Kinds, bool AlertsByMail, string TimeZone, bool CanSend);

    public abstract record Outcome;
    public sealed record Changed : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    public async Task<Answer> Show(Guid user, CancellationToken ct)
    {
        var choice = await db.ChoiceOf(user, ct);
        return new(
            choice.IsDaily, TimeOnly.MinValue.AddMinutes(choice.AtMinutes).ToString("HH:mm", CultureInfo.InvariantCulture),
            [.. CalendarDays.Weekdays.Where(d => choice.IsOn(d.Day)).Select(d => d.Key)],
            [.. NewsKinds.All.Select(k => k.Kind).Where(choice.Wants)], choice.AlertsByMail, viewer.Calendar.Id,
            await messages.CanSend(OutgoingMessage.Mail, ct));
    }

    public async Task<Outcome> Change(Guid user, Request request, CancellationToken ct)
    {
        var at = request.At is { } time && TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? read : (TimeOnly?)null;
        if (FaultsIn(request, at) is { Count: > 0 } faults) return new Refused(faults);
        await Apply(user, request, at, ct);
        if (await db.TrySave(ct)) return new Changed();
        // Another request wrote the first choice of this colleague at this moment: it is there now, and changed like any other.
        db.ChangeTracker.Clear();
        await Apply(user, request, at, ct);
        await db.SaveChangesAsync(ct);
        return new Changed();
    }

    private async Task Apply(Guid user, Request request, TimeOnly? at, CancellationToken ct)
    {
        var choice = await db.ChoiceOf(user, ct);
        if (db.Entry(choice).State == EntityState.Detached) db.NotifyChoices.Add(choice);
        var wasOff = !choice.IsDaily;
        choice.IsDaily = request.Daily ?? choice.IsDaily;
        if (at is { } then) choice.AtMinutes = (int)then.ToTimeSpan().TotalMinutes;
        if (request.Weekdays is { } days) choice.Weekdays = CalendarDays.Weekdays.Where(d => days.Contains(d.Key)).Sum(d => 1 << (int)d.Day);
        if (request.Kinds is { } kinds) choice.Without = string.Join(' ', NewsKinds.All.Select(k => k.Kind).Except(kinds));
        choice.AlertsByMail = request.AlertsByMail ?? choice.AlertsByMail;
        choice.Language = CultureInfo.CurrentUICulture.Name.NullIfBlank();
        // Turned on in the afternoon, it begins tomorrow; made later on a day that had its mail, it comes tomorrow too.
        var now = clock.GetUtcNow();
        if (wasOff && choice.DueOn(now, viewer.Calendar) is { } today) choice.LastDay = today;
    }

    private static List<Fault> FaultsIn(Request request, TimeOnly? at)
    {
        List<Fault> faults = [];
        if (request.At is not null && at is null) faults.Add(new("at", "Enter a time of day, such as 07:00."));
        if (request.Weekdays?.Except(CalendarDays.Weekdays.Select(d => d.Key)).Any() == true)
            faults.Add(new("weekdays", "Days are mon, tue, wed, thu, fri, sat and sun."));
        if (request is { Daily: true, Weekdays.Count: 0 }) faults.Add(new("weekdays", "Choose at least one day."));
        if (request.Kinds?.Except(NewsKinds.All.Select(k => k.Kind)).Any() == true) faults.Add(new("kinds", "Kinds are alerts, attention and better."));
        if (request is { Daily: true, Kinds.Count: 0 }) faults.Add(new("kinds", "Choose at least one topic, or turn the mail off."));
        return faults;
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/account/notifications", (ChangeNotifications feature, HttpContext http, CancellationToken ct) =>
                feature.Show(http.User.UserId!.Value, ct))
            .SignedIn().WithTags("Notifications").WithSummary("The notifications of the colleague who is signed in").Produces<Answer>();
        api.MapPut("/api/account/notifications", async (Request request, ChangeNotifications feature, HttpContext http, CancellationToken ct) =>
                await feature.Change(http.User.UserId!.Value, request, ct) is Refused refused
                    ? Problems.Of(refused.Faults)
                    : Results.Ok(await feature.Show(http.User.UserId!.Value, ct)))
            .SignedIn().WithTags("Notifications").WithSummary("Edits them; what is left out stays as it was").Produces<Answer>();
    }
}
