using Microsoft.Extensions.Localization;
using Throughline.Contracts;

namespace Throughline.Customers.Timeline;

/// <summary>Sums up a run of activity: "Browsed 6 pages", "Tents · Alba 2 tent · Trail stove +2".</summary>
public sealed class RunWords(IStringLocalizer<Words> words) : IPart
{
    private const int MostNamed = 3;

    public string Title(TimelineRow run)
    {
        var (pages, screens) = (Count(run, "page"), Count(run, "screen"));
        if (pages > 0) return pages == 1 ? words["Browsed a page"] : words["Browsed {0} pages", pages];
        if (screens > 0) return words["Used the app"];
        return run.Items.All(told => told.Story.Title == run.Newest.Story.Title) ? run.Newest.Story.Title : words["Browsed"];
    }

    public string? Detail(TimelineRow run)
    {
        // Oldest first, as it was lived.
        var names = run.Items.Reverse().Select(told => told.Story.Subject ?? told.Story.Title).Distinct().ToList();
        return string.Join(" · ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" +{names.Count - MostNamed}" : "");
    }

    /// <summary>"12 min"; null for less than a minute.</summary>
    public string? Length(TimelineRow run) => run.Length switch
    {
        { TotalMinutes: < 1 } => null,
        { TotalHours: < 1 } => words["{0} min", (int)run.Length.TotalMinutes].Value,
        _ => words["{0} h {1} min", (int)run.Length.TotalHours, run.Length.Minutes].Value,
    };

    private static int Count(TimelineRow run, string type) => run.Items.Count(told => told.Item.Type == type);
}
