using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Journeys.Explore;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Boards;

/// <summary>Reads an answer in short, for a tile, a file or a mail.</summary>
public sealed class ReadFigures(IStringLocalizer<Words> words, Viewer viewer) : IPart
{
    public Figures Of(Shown shown) => shown switch
    {
        FunnelShown funnel => Funnel(funnel),
        RetentionShown retention => Retention(retention),
        PathsShown paths => new(null, [.. paths.Drawn.OrderByDescending(m => m.Count).Select(m => Bar($"{m.Source} → {m.Target}", m.Count, paths.Moves.Max(o => o.Count), m.People))]),
        SwitchesShown switches => Switches(switches),
        TrendShown trend => Trend(trend),
        StagesShown stages => new(null, [.. stages.Stages.Select(s => Bar(s.Name, s.Now, stages.Stages.Max(o => o.Now), s.People))]),
        NextShown next => new(null, [.. next.Rows.Where(r => r.Count > 0).Select(r => new FigureRow(r.Title, r.Share, Share.Text(r.Share), r.Share, next.Total, r.People, Count(r.Count)))]),
        _ => Figures.None,
    };

    /// <summary>How the points of a trend are called.</summary>
    public string[] Labels(TrendShown trend) => [.. trend.At.Select(at => viewer.Calendar.Local(at).ToString(trend.Interval switch { "hour" => "d MMM HH:mm", "month" => "MMM yyyy", _ => "d MMM yyyy" }, CultureInfo.CurrentCulture))];

    private Figures Funnel(FunnelShown shown)
    {
        var (all, last) = (shown.All, shown.All.Last);
        var head = new FigureHead(Share.Text(last.Share), words["came through to “{0}”", last.Event], all.Steps[0].Customers, Share.Text(last.Interval), last.Reached,
            shown.Compared is null ? null : last.Difference, shown.Compared?.Title);
        return new(all.Steps.Count > 1 ? head : head with { Value = Count(all.Steps[0].Customers), Meaning = words["came to “{0}”", last.Event], Interval = null },
            [.. all.Steps.Select(s => new FigureRow(s.Event, s.Share, Share.Text(s.Share), s.Share, all.Steps[0].Customers, s.Reached, Count(s.Customers)))]);
    }

    private Figures Retention(RetentionShown shown)
    {
        var (cells, every) = (shown.Rows[0].Cells, words[shown.Every].Value);
        var against = shown.Rows.Skip(1).FirstOrDefault(r => r.IsTotal);
        var head = cells.Count < 2 ? null : new FigureHead(Share.Text(cells[1].Share), words["came back in the {0} after", every], cells[1].Of, Share.Text(cells[1].Interval), null,
            against is null ? null : cells[1].Difference, against?.Title);
        return new(head, [.. cells.Skip(1).Index().Select(c => new FigureRow(words["{0} {1} after", every, c.Index + 1], c.Item.Share, Share.Text(c.Item.Share), c.Item.Share, c.Item.Of, c.Item.People, words["of {0:N0}", c.Item.Of]))]);
    }

    private Figures Switches(SwitchesShown shown) =>
        new(null, [.. shown.Cells.Where(c => c.Value.Count > 0).OrderByDescending(c => c.Value.Count).Select(c => Bar($"{Channel(c.Key.From)} → {Channel(c.Key.To)}", c.Value.Count, shown.Most, c.Value.People))]);

    private Figures Trend(TrendShown shown)
    {
        var labels = Labels(shown);
        var head = shown.Lines is [var only] ? new FigureHead(Number(shown.Mean(only)), words["{0} on average in a {1}", only.Title, words[shown.Interval].Value], only.Dots.Sum(d => d.N), null, null,
            shown.Compared is null ? null : shown.Change, shown.Compared?.Title, Plain: true) : null;
        return new(head, [.. shown.Lines.SelectMany(line => line.Dots.Index().Where(d => d.Index < labels.Length)
            .Select(d => new FigureRow(shown.Lines.Count == 1 ? labels[d.Index] : $"{line.Title}, {labels[d.Index]}", d.Item.Value, Number(d.Item.Value), null, d.Item.N, d.Item.N == 0 ? null : d.Item.People)))]);
    }

    private static FigureRow Bar(string label, long count, long most, string? people) => new(label, count, Count(count), most == 0 ? 0 : (double)count / most, null, count == 0 ? null : people);

    private string Channel(string channel) => ChannelLook.Of(channel) is { Known: true } look ? words[look.Name] : channel;

    private static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 || value == Math.Floor(value) ? "N0" : "N2", CultureInfo.CurrentCulture);
}
