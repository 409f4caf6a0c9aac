using System.Text.Json;

namespace Throughline.Journeys.Answering;

/// <summary>Something a mark of a drawing leads to.</summary>
public sealed record MarkLink(string Text, string Href);

/// <summary>A stream from one thing to the next.</summary>
/// <param name="Step">The column of its source, from 1.</param>
/// <param name="Links">Where a click on it may lead; the first opens its people.</param>
public sealed record SankeyStream(int Step, string Source, string Target, long Count, IReadOnlyList<MarkLink> Links);

/// <summary>The drawing of streams: one column a step, so that a way back is drawn as one more step.</summary>
public static class SankeyOptions
{
    private const int LongestLabel = 26;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <param name="ofNode">Where a click on the name of a column leads, if anywhere.</param>
    public static string Of(IReadOnlyList<SankeyStream> streams, Func<string, IReadOnlyList<MarkLink>> ofNode)
    {
        var nodes = streams.SelectMany(s => new[] { (s.Step, Name: s.Source), (Step: s.Step + 1, Name: s.Target) }).Distinct().Select(n => new
        {
            name = Node(n.Step, n.Name),
            depth = n.Step - 1,
            label = new { formatter = n.Name.Length > LongestLabel ? string.Concat(n.Name.AsSpan(0, LongestLabel - 1), "…") : n.Name },
            links = ofNode(n.Name),
            title = n.Name,
        });
        var links = streams.Select(s => new
        {
            source = Node(s.Step, s.Source),
            target = Node(s.Step + 1, s.Target),
            value = s.Count,
            title = $"{s.Source} → {s.Target}",
            links = s.Links,
        });
        var series = new
        {
            type = "sankey",
            left = 8,
            right = 140,
            top = 12,
            bottom = 12,
            nodeWidth = 10,
            nodeGap = 10,
            draggable = false,
            nodeAlign = "left",
            layoutIterations = 24,
            data = nodes,
            links,
            label = new { fontSize = 11 },
            itemStyle = new { color = "--tl-accent", borderWidth = 0 },
            lineStyle = new { color = "--tl-accent", opacity = 0.18, curveness = 0.5 },
            emphasis = new { focus = "adjacency", lineStyle = new { opacity = 0.45 } },
        };
        return JsonSerializer.Serialize(new { tooltip = new { trigger = "item" }, series }, Web);
    }

    // The same event at another step is another node; marks without width tell their names apart and are not seen.
    private static string Node(int step, string name) => name + new string('\u200b', step);
}
