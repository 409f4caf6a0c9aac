using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace Throughline.Settings.Calendars;

/// <summary>Reads days off from an iCalendar file (RFC 5545): every event that lasts whole days, with its repetitions.</summary>
internal static class HolidaysInFile
{
    public const int MostCharacters = 1_000_000;

    private const int YearsBack = 1, YearsAhead = 5, LongestEvent = 60, MostSteps = 2_000;

    /// <param name="Timed">Events that begin at an hour: they are no days off.</param>
    public sealed record Found(IReadOnlyDictionary<DateOnly, string> Days, int Timed);

    /// <summary>Null when it is no iCalendar file.</summary>
    public static Found? Read(string text, DateOnly today)
    {
        if (text.Length > MostCharacters) return null;
        try
        {
            var events = CalendarCollection.Load(text).SelectMany(calendar => calendar.Events).ToList();
            var (from, to) = (new CalDateTime(today.AddYears(-YearsBack)), new CalDateTime(today.AddYears(YearsAhead)));
            var days = events.Where(e => e.IsAllDay && RepeatsByDays(e)).SelectMany(e => DaysOf(e, from, to)).GroupBy(d => d.Day).Take(CheckCalendar.MostDays);
            return events.Count == 0 ? null : new Found(days.ToDictionary(d => d.Key, d => d.First().Name), events.Count(e => !e.IsAllDay));
        }
        // Whatever somebody's file makes the reader stumble over, it is no calendar that we understand.
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            return null;
        }
    }

    // A day off that comes each second is somebody's trick, and takes as long to count.
    private static bool RepeatsByDays(CalendarEvent one) =>
#pragma warning disable CS0618 // As long as the library repeats by several rules, all of them are looked at.
        one.RecurrenceRules.All(rule => rule.Frequency is FrequencyType.Daily or FrequencyType.Weekly or FrequencyType.Monthly or FrequencyType.Yearly);
#pragma warning restore CS0618

    private static IEnumerable<(DateOnly Day, string Name)> DaysOf(CalendarEvent one, CalDateTime from, CalDateTime to) => one
        .GetOccurrences(from, new EvaluationOptions { MaxUnmatchedIncrementsLimit = MostSteps })
        .TakeWhileBefore(to)
        .Take(CheckCalendar.MostDays)
        .SelectMany(o => Enumerable.Range(0, LengthOf(o)).Select(i => (o.Period.StartTime.Date.AddDays(i), one.Summary ?? "")));

    // The end is the day after the last; one without an end is a day.
    private static int LengthOf(Occurrence one) =>
        Math.Clamp((one.Period.EffectiveEndTime?.Date.DayNumber ?? 0) - one.Period.StartTime.Date.DayNumber, 1, LongestEvent);
}
