using System.Text.Json;

namespace Throughline.Journeys.Trends;

/// <summary>The drawing of a trend: lines named at their end, what is compared with dashed, the band of chance behind.</summary>
public static class TrendOptions
{
    private const int MostDots = 100;

    // As the page colours lines in their order, so that what is compared with has the colour of its line.
    private static readonly string[] Colours = ["--tl-accent", "--tl-helped", "--tl-watch", "--tl-hurt", "--tl-quiet"];

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static string Of(TrendShown shown, string[] labels)
    {
        var series = new List<object>();
        if (shown.Lines is [var only] && only.Dots.Any(d => d.Band is not null)) series.AddRange(Band(only, shown.Cut));
        series.AddRange(shown.Lines.Select(line => Line(line, shown.Lines.Count > 1 ? null : "--tl-accent", shown.Cut)));
        series.AddRange(shown.Lines.Index().Where(l => l.Item.Others.Count > 0).Select(l => Thin(l.Item, Colours[l.Index % Colours.Length], shown)));
        if (shown.Compared is { } other) series.Add(Dashed(other, shown.Cut));
        var named = shown.Lines.Count > 1 || shown.Compared is not null;
        return JsonSerializer.Serialize(new
        {
            grid = new { left = 8, right = named ? 110 : 16, top = 16, bottom = 8, containLabel = true },
            xAxis = new { type = "category", data = labels, boundaryGap = false },
            yAxis = new { type = "value", min = 0 },
            series,
        }, Web);
    }

    private static object Line(TrendLine line, string? colour, IReadOnlySet<int> cut) => new
    {
        name = line.Title,
        type = "line",
        showSymbol = line.Dots.Count <= MostDots,
        symbolSize = 5,
        itemStyle = colour is null ? null : new { color = colour },
        labelLayout = new { moveOverlap = "shiftY" },
        endLabel = new { show = colour is null, formatter = "{a}", width = 100, overflow = "truncate" },
        data = Dots(line.Dots, cut),
    };

    private static object Dashed(TrendLine line, IReadOnlySet<int> cut) => new
    {
        name = line.Title,
        type = "line",
        showSymbol = false,
        itemStyle = new { color = "--tl-quiet" },
        lineStyle = new { type = "dashed", color = "--tl-quiet", width = 1.5 },
        endLabel = new { show = true, formatter = "{a}", width = 100, overflow = "truncate" },
        data = Dots(line.Dots, cut),
    };

    private static object Thin(TrendLine line, string colour, TrendShown shown) => new
    {
        name = $"{line.Title}, {shown.ComparedWith}",
        type = "line",
        showSymbol = false,
        itemStyle = new { color = colour },
        lineStyle = new { type = "dashed", color = colour, width = 1, opacity = 0.7 },
        data = Dots(line.Others.Take(shown.At.Count), shown.Cut),
    };

    private static IEnumerable<object?> Dots(IEnumerable<TrendDot> dots, IReadOnlySet<int> cut) =>
        dots.Select((d, i) => cut.Contains(i) ? null : new { value = d.Value, href = d.N == 0 ? null : d.People });

    // Two stacked lines: an unseen one up to the lower end, and the stretch to the upper end in colour.
    private static IEnumerable<object> Band(TrendLine line, IReadOnlySet<int> cut) =>
    [
        Unseen(line.Dots.Select((d, i) => cut.Contains(i) ? (double?)null : d.Band?.Low ?? d.Value), 0),
        Unseen(line.Dots.Select((d, i) => cut.Contains(i) ? (double?)null : d.Band is { } b ? b.High - b.Low : 0), 0.12),
    ];

    private static object Unseen(IEnumerable<double?> values, double opacity) => new
    {
        type = "line",
        stack = "band",
        silent = true,
        showSymbol = false,
        lineStyle = new { opacity = 0 },
        areaStyle = new { color = "--tl-accent", opacity },
        tooltip = new { show = false },
        data = values.Select(v => v is { } value ? Math.Round(value, 2) : (double?)null),
    };
}
