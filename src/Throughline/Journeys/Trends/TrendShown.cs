using Throughline.Journeys.Answering;
using Throughline.Platform.Time;
using Throughline.Platform.Ui.Figures;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Trends;

/// <summary>Lines over time.</summary>
/// <param name="Compared">The line of what is compared with, point by point beside the first.</param>
/// <param name="Change">The mean of a point against that of the other line.</param>
public sealed record TrendShown(
    string Interval, IReadOnlyList<DateTimeOffset> At, IReadOnlyList<TrendLine> Lines, TrendLine? Compared, Difference? Change) : Shown
{
    public override bool IsEmpty => Lines.All(l => l.Dots.All(d => d.N == 0));

    /// <summary>Points that the period or the present cuts off: today until now. They stand in the table and not on the line, which would
    /// fall for no reason.</summary>
    public IReadOnlySet<int> Cut { get; init; } = new HashSet<int>();

    /// <summary>Of the whole points.</summary>
    public double Mean(TrendLine line) => line.Dots.Where((_, i) => !Cut.Contains(i)).Select(d => d.Value).DefaultIfEmpty().Average();

    /// <summary>95% of the mean, by how far the whole points lie apart; null for fewer than four.</summary>
    public Interval? MarginOf(TrendLine line)
    {
        double[] whole = [.. line.Dots.Where((_, i) => !Cut.Contains(i)).Select(d => d.Value)];
        return whole.Length < 4 ? null : MeanScore.Of(whole).Interval;
    }

    /// <summary>How its points are called.</summary>
    public string[] Labels(LocalCalendar calendar) => [.. At.Select(at => Label(calendar.Local(at)))];

    /// <summary>The days that its points stand for.</summary>
    public ChartDays Days(LocalCalendar calendar, string? touchpoint = null)
    {
        DateOnly[] starts = [.. At.Select(calendar.DayOf)];
        var last = starts.Length == 0 ? DateOnly.MinValue : starts[^1];
        return new ChartDays(starts, Interval switch { "week" => last.AddDays(6), "month" => last.AddMonths(1).AddDays(-1), _ => last }, touchpoint);
    }

    private string Label(DateTime local) => Interval switch
    {
        "hour" => local.Written("d MMM, HH:mm"),
        "month" => local.Written("MMM yyyy"),
        _ => local.Written("d MMM yyyy"),
    };

    /// <summary>Each value of the breakdown over the whole period, beside what is compared with; empty unless both are asked for.</summary>
    public IReadOnlyList<TrendPart> Parts { get; init; } = [];
}

/// <param name="Key">The value of the breakdown; null without one.</param>
public sealed record TrendLine(string? Key, string Title, IReadOnlyList<TrendDot> Dots)
{
    /// <summary>The same value of the breakdown in what is compared with, point by point.</summary>
    public IReadOnlyList<TrendDot> Others { get; init; } = [];
}

/// <summary>A value of the breakdown over the whole period.</summary>
/// <param name="Beside">Of all customers, when customers are measured; a count of interactions or an amount is no share, and nothing is tested.</param>
public sealed record TrendPart(string Title, double Value, double OtherValue, string? People, string? OtherPeople, SideBySide? Beside);

/// <param name="Band">95% of a count; null for other measures and where a point is not whole yet.</param>
public sealed record TrendDot(double Value, long N, Interval? Band, string? People);
