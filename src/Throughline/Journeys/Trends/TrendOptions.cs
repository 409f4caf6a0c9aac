using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Throughline.Journeys.Trends;

/// <summary>The drawing of a trend: a look for each line, what is compared with dashed, the band of chance behind; the legend names them.</summary>
public static class TrendOptions
{
    private const int MostDots = 100;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static bool HasSeveral(TrendShown shown) => shown.Lines.Count > 1 || shown.Compared is not null || HasBand(shown);

    public static string Of(TrendShown shown, string[] labels, IStringLocalizer<Words> words)
    {
        var series = new List<object>();
        if (HasBand(shown)) series.AddRange(Band(shown.Lines[0], shown.Cut, words["95% interval"]));
        series.AddRange(shown.Lines.Select((line, i) => Line(line, i, shown.Cut)));
        series.AddRange(shown.Lines.Index().Where(l => l.Item.Others.Count > 0).Select(l => Thin(l.Item, l.Index, shown)));
        if (shown.Compared is { } other) series.Add(Dashed(other, shown.Cut));
        return JsonSerializer.Serialize(new
        {
            xAxis = new { type = "category", data = labels, boundaryGap = false },
            yAxis = new { type = "value", min = 0 },
            series,
        }, Web);
    }

    private static bool HasBand(TrendShown shown) => shown.Lines is [var only] && only.Dots.Any(d => d.Band is not null);

    private static object Line(TrendLine line, int look, IReadOnlySet<int> cut) => new
    {
        name = line.Title,
        type = "line",
        look,
        showSymbol = line.Dots.Count <= MostDots,
        data = Dots(line.Dots, cut),
    };

    private static object Dashed(TrendLine line, IReadOnlySet<int> cut) => new
    {
        name = line.Title,
        type = "line",
        showSymbol = false,
        itemStyle = new { color = "--tl-quiet" },
        lineStyle = new { type = "dashed", color = "--tl-quiet", width = 1.5 },
        data = Dots(line.Dots, cut),
    };

    // One entry of the legend for what is compared with; each line goes with its own as well.
    private static object Thin(TrendLine line, int look, TrendShown shown) => new
    {
        name = $"{line.Title}, {shown.ComparedWith}",
        type = "line",
        look,
        legends = new[] { shown.ComparedWith, line.Title },
        showSymbol = false,
        lineStyle = new { type = "dashed", width = 1, opacity = 0.7 },
        data = Dots(line.Others.Take(shown.At.Count), shown.Cut),
    };

    private static IEnumerable<object?> Dots(IEnumerable<TrendDot> dots, IReadOnlySet<int> cut) =>
        dots.Select((d, i) => cut.Contains(i) ? null : new { value = d.Value, href = d.N == 0 ? null : d.People });

    // Two stacked lines: an unseen one up to the lower end, and the stretch to the upper end in colour.
    private static IEnumerable<object> Band(TrendLine line, IReadOnlySet<int> cut, string name) =>
    [
        Unseen(line.Dots.Select((d, i) => cut.Contains(i) ? (double?)null : d.Band?.Low ?? d.Value), 0, name),
        Unseen(line.Dots.Select((d, i) => cut.Contains(i) ? (double?)null : d.Band is { } b ? b.High - b.Low : 0), 0.16, name),
    ];

    private static object Unseen(IEnumerable<double?> values, double opacity, string name) => new
    {
        name,
        type = "line",
        stack = "band",
        silent = true,
        showSymbol = false,
        lineStyle = new { opacity = 0 },
        areaStyle = new { color = "--tl-series-0", opacity },
        tooltip = new { show = false },
        data = values.Select(v => v is { } value ? Math.Round(value, 2) : (double?)null),
    };
}
