using Throughline.Platform.Time;
using Throughline.Platform.Ui.Interactions;

namespace Throughline.Customers.Timeline;

/// <summary>An interaction and its story.</summary>
public sealed record ToldItem(TimelineItem Item, Story Story);

/// <summary>One row of a timeline: an interaction, or a run of activity of several, newest first.</summary>
public sealed record TimelineRow(IReadOnlyList<ToldItem> Items)
{
    public bool IsRun => Items.Count > 1;
    public ToldItem Newest => Items[0];
    public ToldItem Oldest => Items[^1];
    public TimeSpan Length => Newest.Item.At - Oldest.Item.At;

    /// <summary>Stays the same while a run grows at its newer end, so that a page in view can be brought up to date in place.</summary>
    public string Id => $"row-{Oldest.Item.Position}";
}

/// <summary>A day in the zone of the person who looks.</summary>
public sealed record TimelineDay(DateOnly Date, IReadOnlyList<TimelineRow> Rows);

/// <summary>Groups interactions, newest first, by day and by run: passing ones on one channel, none more than half an hour from the next.</summary>
public static class TimelineDays
{
    public static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<TimelineDay> Group(IEnumerable<ToldItem> newestFirst, LocalCalendar calendar) =>
        [.. Chunks(newestFirst, (newer, older) => DayOf(newer, calendar) == DayOf(older, calendar)).Select(day => new TimelineDay(
            DayOf(day[0], calendar), Rows(day)))];

    private static IReadOnlyList<TimelineRow> Rows(IReadOnlyList<ToldItem> day) => [.. Chunks(day, IsSameRun).Select(run => new TimelineRow(run))];

    private static bool IsSameRun(ToldItem newer, ToldItem older) =>
        newer.Story.Passing && older.Story.Passing && newer.Item.Channel == older.Item.Channel && newer.Item.At - older.Item.At <= LongestGap;

    private static DateOnly DayOf(ToldItem told, LocalCalendar calendar) => calendar.DayOf(told.Item.At);

    private static IEnumerable<IReadOnlyList<ToldItem>> Chunks(IEnumerable<ToldItem> items, Func<ToldItem, ToldItem, bool> belong)
    {
        var chunk = new List<ToldItem>();
        foreach (var item in items)
        {
            if (chunk.Count > 0 && !belong(chunk[^1], item))
            {
                yield return chunk;
                chunk = [];
            }
            chunk.Add(item);
        }
        if (chunk.Count > 0) yield return chunk;
    }
}
