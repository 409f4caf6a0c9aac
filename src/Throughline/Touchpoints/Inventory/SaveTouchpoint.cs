using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Adds a touchpoint or changes one, keeps who owned and promised what before, and applies its rules to all of history.</summary>
public sealed class SaveTouchpoint(ThroughlineDb db, TouchpointsNow now, DepartmentNames departments, KeepForUndo undo, TimeProvider clock) : IFeature
{
    /// <param name="Version">The version that was read, 0 for one that must be new; null: whatever is there is replaced.</param>
    public sealed record Request(
        string? Key, string? Name, string? Channel, string? Stage, GoalFields? Goal, OwnerFields? Owner, Promise? Promise,
        [property: NullIsTold] IReadOnlyList<Rule>? Rules,
        int? Version = null);

    /// <summary>Something to know about a rule that is allowed and yet may not be meant.</summary>
    public sealed record Warning
    {
        public Warning(string code, Sentence message) => (Code, Message) = (code, message.ToString());

        public string Code { get; }

        public string Message { get; }
    }

    public abstract record Outcome;
    public sealed record Saved(TouchpointCard Touchpoint, bool IsNew, IReadOnlyList<Warning> Warnings, Guid? Undo) : Outcome;
    public sealed record Refused(string Code, IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has saved it since this version was read.</summary>
    public sealed record Overtaken(int Version) : Outcome;

    /// <param name="said">What was done, for whoever may undo it, with a hole for <paramref name="name"/>.</param>
    public async Task<Outcome> Save(
        string key, Request request, Actor by, CancellationToken ct,
        [Said] string said = "The touchpoint “{0}” was saved. Its rules apply to all history.", string? name = null)
    {
        var faults = CheckTouchpoint.FaultsIn(key, request, now.Book);
        if (request.Promise?.Calendar is { } calendar && !await IsCalendar(calendar, ct))
            faults.Add(("bad_promise", new("promiseCalendar", $"The calendar \"{calendar}\" does not exist.")));
        if (faults.Count > 0) return new Refused(faults[0].Code, [.. faults.Select(f => f.Fault)]);
        var touchpoints = db.Touchpoints;
        var found = await touchpoints.FirstOrDefaultAsync(t => t.Key == key, ct);
        if (request.Version is { } read && read != (found?.Version ?? 0)) return new Overtaken(found?.Version ?? 0);
        var reassigns = found is null
            || found.Stage != request.Stage
            || !found.Rules.Select(r => r.Meaning).SequenceEqual(Rules(request).Select(r => r.Meaning));
        request = request with { Owner = request.Owner! with { Department = await departments.Named(request.Owner.Department, ct) } };
        var touchpoint = found ?? await Add(key, request, by, ct);
        if (found is not null) Change(found, request, by);
        Guid? kept = found is null ? null
            : undo.Keep(by, "touchpoint.changed", $"touchpoint:{key}", TouchpointsPermissions.Write, said, name ?? found.Name, $"/touchpoints/{key}");
        db.Audit(by, found is null ? "touchpoint.added" : "touchpoint.changed", $"touchpoint:{key}",
            new { touchpoint.Owner, promise = touchpoint.Promise?.Text, rules = touchpoint.Rules.Count });
        try
        {
            if (!await now.Save(db, reassigns, ct)) return new Overtaken(1);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(touchpoint.Version);
        }
        return new Saved(TouchpointCard.Of(touchpoint), found is null, await Warnings(touchpoint, ct), kept);
    }

    private async Task<bool> IsCalendar(string key, CancellationToken ct)
    {
        var calendars = db.WorkCalendars;
        return key == WorkCalendar.Usual || await calendars.AnyAsync(c => c.Key == key, ct);
    }

    // What a company adds itself stands before what was shipped, so that its rules win over equal ones.
    private async Task<Touchpoint> Add(string key, Request request, Actor by, CancellationToken ct)
    {
        var touchpoints = db.Touchpoints;
        var first = await touchpoints.MinAsync(t => (int?)t.Place, ct) ?? 0;
        var added = new Touchpoint
        { Key = key, Place = first - 1, Name = "", Channel = "", Stage = "", Goal = "", GoalWithinSeconds = 0, Department = "", Rules = []
        };
        Fill(added, request);
        db.Add(added);
        Note(key, HistoryEntry.Added, null, added.Owner, by);
        if (added.Promise is { } promise) Note(key, HistoryEntry.Promise, null, promise.ToString(), by);
        return added;
    }

    private void Change(Touchpoint touchpoint, Request request, Actor by)
    {
        var (owner, promise) = (touchpoint.Owner, touchpoint.Promise);
        Fill(touchpoint, request);
        touchpoint.Version++;
        if (touchpoint.Owner != owner) Note(touchpoint.Key, HistoryEntry.Owner, owner, touchpoint.Owner, by);
        if (touchpoint.Promise != promise) Note(touchpoint.Key, HistoryEntry.Promise, promise?.ToString(), touchpoint.Promise?.ToString(), by);
    }

    private static void Fill(Touchpoint touchpoint, Request request)
    {
        touchpoint.Name = request.Name!.Trim();
        touchpoint.Channel = request.Channel!;
        touchpoint.Stage = request.Stage!;
        touchpoint.Goal = request.Goal!.Text!.Trim();
        touchpoint.GoalEvent = string.IsNullOrWhiteSpace(request.Goal.Event) ? null : request.Goal.Event.Trim();
        touchpoint.GoalWithinSeconds = request.Goal.WithinSeconds ?? (long)TimeSpan.FromDays(7).TotalSeconds;
        touchpoint.Department = request.Owner!.Department!;
        touchpoint.Person = string.IsNullOrWhiteSpace(request.Owner.Person) ? null : request.Owner.Person.Trim();
        touchpoint.Promise = request.Promise;
        touchpoint.Rules = Rules(request);
    }

    private static List<Rule> Rules(Request request) => [.. (request.Rules ?? []).DistinctBy(r => r.Meaning)];

    private void Note(string key, string what, string? was, string? became, Actor by) =>
        db.Add(new HistoryEntry { TouchpointKey = key, At = clock.GetUtcNow(), Who = by.Name, What = what, Was = was, Became = became });

    private async Task<IReadOnlyList<Warning>> Warnings(Touchpoint touchpoint, CancellationToken ct)
    {
        var (touchpoints, seen) = (db.Touchpoints, db.SeenEvents);
        List<Warning> warnings = [];
        if (touchpoint.Rules.Any(r => r.TakesEverything))
        {
            var taken = (await seen.AsNoTracking().ToListAsync(ct))
                .Where(s => now.Book.Assign(s.Event, s.Channel, "{}"u8.ToArray())?.Key == touchpoint.Key)
                .Sum(s => s.Count);
            warnings.Add(new("takes_everything", $"The rule * matches every interaction that no other rule matches: {taken:N0} so far."));
        }
        var others = await touchpoints.AsNoTracking().Where(t => t.Key != touchpoint.Key).ToListAsync(ct);
        foreach (var rule in touchpoint.Rules)
            foreach (var other in others.Where(o => o.Rules.Any(r => r.Meaning == rule.Meaning)))
                warnings.Add(new("same_rule",
                    $"{other.Name} ({other.Key}) has the same rule for {rule.Event}. {(touchpoint.Place < other.Place ? touchpoint.Name : other.Name)} "
                        + $"comes first and matches these interactions."));
        return warnings;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/touchpoints/{key}", async (string key, Request request, SaveTouchpoint feature, HttpContext http, CancellationToken ct) =>
            await feature.Save(key, request, Actor.Of(http.User), ct) switch
            {
                Saved saved => UndoAct.Told(http, saved.Undo,
                    Results.Json(Answer.Of(saved), statusCode: saved.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)),
                Refused refused => Problems.Of(refused.Faults, refused.Code),
                Overtaken overtaken => Overtaking.Problem(overtaken.Version),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(TouchpointsPermissions.Write).WithTags("Touchpoints")
        .WithSummary("Adds or edits a touchpoint; its rules apply to all history").Produces<Answer>();

    private sealed record Answer(
        string Key, string Name, string Channel, string Stage, GoalFields Goal, OwnerFields Owner, Promise? Promise,
        IReadOnlyList<Rule> Rules, int Version, IReadOnlyList<Warning> Warnings)
    {
        public static Answer Of(Saved saved)
        {
            var t = saved.Touchpoint;
            return new(t.Key, t.Name, t.Channel, t.Stage, t.Goal, t.Owner, t.Promise, t.Rules, t.Version, saved.Warnings);
        }
    }
}
