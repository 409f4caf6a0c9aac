using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Time;
using Throughline.Platform.WrittenTimes;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Promises;

/// <summary>Turns what is promised at touchpoints into what the index can judge: events, and when each case is due.</summary>
public sealed class ReadTerms(TouchpointsNow now, WorkCalendars calendars, CompanyCard company, IJourneyIndex index) : IPart
{
    /// <summary>The property that usually says which day was promised.</summary>
    public const string UsualDay = "promisedAt";

    private const long DayMs = 86_400_000;
    private const double LongestSeconds = 10 * 365 * 86_400.0;

    private readonly Dictionary<string, OpenTimes> _open = [];

    /// <summary>Every promise that can be measured, or that of one touchpoint.</summary>
    public async Task<(IReadOnlyList<PromiseTerms> Terms, IReadOnlyDictionary<string, Promise> Promises)> Of(
        string? touchpoint, Scope scope, long nowMs, CancellationToken ct)
    {
        var properties = index.Names.Properties.ToHashSet(StringComparer.Ordinal);
        var (terms, promises) = (new List<PromiseTerms>(), new Dictionary<string, Promise>());
        foreach (var at in now.Book.Promised.Where(p => touchpoint is null || p.Touchpoint == touchpoint))
            if (PromiseMeasures.EventsOf(at.Promise, at.Events) is var (begins, keeps))
            {
                promises[at.Touchpoint] = at.Promise;
                terms.Add(await Clocked(at, new(begins), new(keeps), properties, (scope.FromMs, Math.Max(nowMs, scope.FromMs + 1)), ct));
            }
        return (terms, promises);
    }

    private async Task<PromiseTerms> Clocked(
        PromiseAt at, EventPattern begins, EventPattern keeps, HashSet<string> properties, (long From, long To) period, CancellationToken ct)
    {
        var (promise, targetMs) = (at.Promise, (long)(Math.Min(at.Promise.Target, LongestSeconds) * 1000));
        var terms = new PromiseTerms(at.Touchpoint, begins, keeps)
        {
            DueMs = began => began + targetMs,
            // One that never occurred tells no case from another.
            CaseProperty = promise.Case is { } named && properties.Contains(named) ? named : null,
            CallsOff = promise.CallsOff is { } off ? new(off) : null,
        };
        switch (PromiseMeasures.ClockOf(promise))
        {
            case Promise.Business:
                var open = await Open(promise.Calendar, at.Department, period, ct);
                return terms with { DueMs = began => open.Due(began, targetMs), TookMs = open.Elapsed };
            case Promise.Day:
                var day = promise.PromisedDay ?? UsualDay;
                if (!properties.Contains(day)) return terms with { DueMs = _ => null };
                var place = LocalCalendar.Find(company.Now.TimeZone) ?? LocalCalendar.Utc;
                return terms with { DueProperty = day, DueOfText = text => EndOfDay(text, place) is { } end ? end + targetMs - 1 : null };
            default: return terms;
        }
    }

    // Promises of one department share a calendar.
    private async Task<OpenTimes> Open(string? calendar, string department, (long From, long To) period, CancellationToken ct)
    {
        var named = FormattableString.Invariant($"{calendar}/{(calendar is null ? department : "")}/{period.From}/{period.To}");
        if (_open.TryGetValue(named, out var known)) return known;
        var found = calendar is null ? await calendars.OfDepartment(department, ct) : await calendars.Of(calendar, ct);
        return _open[named] = new OpenTimes(found, Math.Max(0, period.From - DayMs), period.To + (30 * DayMs));
    }

    /// <summary>When the day that a text names is over: a date, or a moment of it.</summary>
    private static long? EndOfDay(string text, LocalCalendar place)
    {
        var day = Period.Day(text) ?? (InstantText.Read(text) is { } instant
            ? place.DayOf(DateTimeOffset.UnixEpoch.AddMicroseconds(instant))
            : (DateOnly?)null);
        return day is { } known ? place.EndOf(known).ToUnixTimeMilliseconds() : null;
    }
}
