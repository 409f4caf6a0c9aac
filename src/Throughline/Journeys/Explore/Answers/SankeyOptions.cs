using System.Text.Json;
using Microsoft.Extensions.Localization;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Explore;

/// <summary>The drawing of paths: one column a step, so that a way back is drawn as one more step.</summary>
public static class SankeyOptions
{
    private const int LongestLabel = 26;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static string Of(PathsShown shown, Func<string, string> start, Func<string, string> end, IStringLocalizer<Words> words)
    {
        var nodes = shown.Moves.SelectMany(m => new[] { (m.Step, Name: m.Source), (Step: m.Step + 1, Name: m.Target) }).Distinct().Select(n => new
        {
            name = Node(n.Step, n.Name),
            depth = n.Step - 1,
            label = new { formatter = n.Name.Length > LongestLabel ? string.Concat(n.Name.AsSpan(0, LongestLabel - 1), "…") : n.Name },
            links = new[] { new { text = words["Start here"].Value, href = start(n.Name) }, new { text = words["End here"].Value, href = end(n.Name) } },
            title = n.Name,
        });
        var links = shown.Moves.Select(m => new
        {
            source = Node(m.Step, m.Source),
            target = Node(m.Step + 1, m.Target),
            value = m.Count,
            title = $"{m.Source} → {m.Target}",
            links = new[] { new { text = words["{0:N0} times: open the customers", m.Count].Value, href = m.People }, new { text = words["Start at “{0}”", m.Source].Value, href = start(m.Source) }, new { text = words["End at “{0}”", m.Target].Value, href = end(m.Target) } },
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
