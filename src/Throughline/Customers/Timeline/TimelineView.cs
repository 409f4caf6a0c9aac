using Microsoft.AspNetCore.WebUtilities;
using Throughline.Contracts;
using Throughline.Platform.Ui;
using Throughline.Platform.Ui.Interactions;

namespace Throughline.Customers.Timeline;

/// <summary>One stretch of a timeline, ready to be drawn.</summary>
/// <param name="Place">Where its oldest interaction stands; null when it has none.</param>
/// <param name="Next">Where the older ones begin; null at the end.</param>
public sealed record TimelineStretch(string Customer, TimelineFilter Filter, IReadOnlyList<TimelineDay> Days, string? Place, string? Next);

/// <summary>What a person asked to see of a timeline, as the address has it.</summary>
public sealed record TimelineFilter(string? Channel, string? Event)
{
    public bool IsEverything => string.IsNullOrEmpty(Channel) && string.IsNullOrEmpty(Event);

    /// <summary>An address with this filter in its query.</summary>
    public string Link(string path, params (string Name, string? Value)[] more) => QueryHelpers.AddQueryString(path,
        new[] { ("channel", Channel), ("event", Event) }
            .Concat(more.Select(m => (m.Name, m.Value)))
            .Where(pair => !string.IsNullOrEmpty(pair.Item2))
            .Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
}

/// <summary>Reads a stretch of a timeline in a customer's words, in days of the person who looks.</summary>
public sealed class TimelineView(ShowTimeline timeline, StoryTeller stories, Viewer viewer) : IPart
{
    public const int StretchLength = 50;

    /// <returns>Null when there is no such customer or no such place.</returns>
    public async Task<TimelineStretch?> Read(string customer, TimelineFilter filter, string? before, string? downTo, CancellationToken ct)
    {
        var limit = downTo is null ? StretchLength : ShowTimeline.MostAtOnce;
        if (await timeline.Show(customer, new ShowTimeline.Request(limit, before, filter.Channel, filter.Event, downTo), ct) is not ShowTimeline.Shown shown)
            return null;
        var told = shown.Items.Select(item => new ToldItem(item, stories.Tell(item.Entry.Kind, item.Entry.Event, item.Channel, item.Properties)));
        return new TimelineStretch(
            customer, filter, TimelineDays.Group(told, viewer.Calendar), shown.Items is [.., var oldest] ? ShowTimeline.PlaceOf(oldest) : null, shown.Next);
    }
}
