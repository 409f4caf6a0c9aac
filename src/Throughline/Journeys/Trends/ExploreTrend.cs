using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;
using Throughline.Platform.WrittenTimes;
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

    /// <summary>How its points are called.</summary>
    public string[] Labels(LocalCalendar calendar) => [.. At.Select(at => calendar.Local(at).ToString(Format, CultureInfo.CurrentCulture))];

    private string Format => Interval switch { "hour" => "d MMM HH:mm", "month" => "MMM yyyy", _ => "d MMM yyyy" };

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

/// <summary>Shows how something develops, split by a property or against another time.</summary>
public sealed class ExploreTrend(
    AskTrend ask, TouchpointNames names, TimeProvider clock, Viewer viewer, IStringLocalizer<Words> words) : Explorer<TrendShown>(names, words)
{
    private const int MostLines = 12;

    public override QuestionKind Kind => QuestionKind.The<TrendKind>();

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var (question, request) = (asked.Question, Request(asked));
        var answer = await ask.Ask(request, ct);
        if (asked.IsCompared && question["by"].Length > 0) return await Split(asked, request, answer, ct);
        var compared = asked.IsCompared ? (await ask.Ask(Request(asked, true), ct)).Series : null;
        DateTimeOffset[] at = [.. answer.Series.SelectMany(s => s.Points).Select(p => p.At).Distinct().Order()];
        var banded = question["measure"] is "count" or "customers" && answer.Series.Count == 1;
        TrendLine[] lines = [.. answer.Series.Select(s => Line(question, s, banded)).OrderBy(l => l.Key is null ? 0 : -l.Dots.Sum(d => d.N))];
        var other = compared is null ? null : new TrendLine(null, asked.ComparedWith, [.. compared
            .SelectMany(s => s.Points)
            .Take(at.Length)
            .Select((p, i) => new TrendDot(p.Value, p.N, null, question.People(("at", p.At.ToString("O", CultureInfo.InvariantCulture)), ("compared", 1))))]);
        var tests = new Differences();
        var change = other is not null && lines is [var line]
            ? tests.Means([.. Whole(line).Select(d => d.Value)], [.. Whole(other).Select(d => d.Value)])
            : null;
        var shown = new TrendShown(request.Interval!, at, lines, other, change) { Cut = CutOff.Of(at, request.Interval!, asked, clock.GetUtcNow()) };
        return shown with
        {
            ComparedWith = compared is null ? null : asked.ComparedWith,
            ComparedIsEmpty = other is not null && other.Dots.All(d => d.N == 0),
            Sentence = Sentence(question, shown),
            Remarks = Remarks(request, answer),
        };
    }

    // What is compared with is asked for the very values shown here, which need not be the commonest there.
    private async Task<TrendShown> Split(Asked asked, AskTrend.Request request, AskTrend.Answer answer, CancellationToken ct)
    {
        string[] keys = [.. answer.Series.Where(s => !s.IsOther).Select(s => s.Key)];
        var there = (await ask.Ask(Request(asked, true) with { Keys = keys }, ct)).Series.ToDictionary(s => (s.Key, s.IsOther));
        var lines = answer.Series
            .Select(s => Line(asked.Question, s,
                false) with { Others = there.TryGetValue((s.Key, s.IsOther), out var other) ? Dots(asked.Question, other, true) : [] })
            .OrderBy(l => -l.Dots.Sum(d => d.N));
        var parts = new WholeTrend(ask, request with { Keys = keys }, Request(asked, true) with { Keys = keys });
        DateTimeOffset[] at = [.. answer.Series.SelectMany(s => s.Points).Select(p => p.At).Distinct().Order()];
        return new TrendShown(request.Interval!, at, [.. lines], null, null)
        {
            Cut = CutOff.Of(at, request.Interval!, asked, clock.GetUtcNow()),
            ComparedWith = asked.ComparedWith,
            ComparedIsEmpty = there.Values.All(s => s.Points.All(p => p.N == 0)),
            Parts = await parts.Of(answer.Series, (key, isOther) => Title(asked.Question, key, isOther), asked.Question, ct),
            Remarks = Remarks(request, answer),
        };
    }

    public override Task<int[]> People(Asked asked, CancellationToken ct)
    {
        var (request, key) = (Request(asked, asked.CellIsCompared), asked.Cell.GetValueOrDefault("key"));
        if (asked.CellIsCompared) request = request with { Breakdown = key is null ? null : request.Breakdown, Keys = key is null ? null : [key] };
        var isWhole = asked.Cell.ContainsKey("whole");
        return ask.People(isWhole ? request with { Interval = "whole" } : request,
            new AskTrend.Cell(isWhole ? request.From : asked.CellText("at"), key, asked.Cell.ContainsKey("other")), ct);
    }

    public override string Describe(Asked asked)
    {
        if (asked.Cell.ContainsKey("whole")) return T["“{0}”, {1}: {2}", What(asked),
             asked.Question["by"], Title(asked.Question, asked.CellText("key"), asked.Cell.ContainsKey("other"))];
        var day = GivenInstant.TryParse(asked.CellText("at"), null, out var at)
            ? asked.Period.Calendar.Local(at).ToString("d MMM yyyy", CultureInfo.CurrentCulture)
            : "—";
        return asked.Cell.GetValueOrDefault("key") is { Length: > 0 } key
            ? T["“{0}” from {1}, {2}: {3}", What(asked), day, asked.Question["by"], Names.TitleOf(asked.Question["by"], key)]
            : T["“{0}” from {1}", What(asked), day];
    }

    private string What(Asked asked) => asked.Question.The("event") is { } shown ? Names.EventName(shown.Name) : T["Anything"];

    /// <summary>As said; else days for a quarter, weeks for two years, months beyond.</summary>
    public static string IntervalOf(Question question, Period period) => question["interval"] is { Length: > 0 } said
        ? said
        : period.Days switch { <= 2 => "hour", <= 92 => "day", <= 731 => "week", _ => "month" };

    protected override Figures InShort(TrendShown shown)
    {
        var labels = shown.Labels(viewer.Calendar);
        var head = shown.Lines is [var only]
            ? new FigureHead(Number(shown.Mean(only)), T["{0} on average per {1}", only.Title, T[shown.Interval].Value], only.Dots.Sum(d => d.N), null, null,
                shown.Compared is null ? null : shown.Change, shown.Compared?.Title, Plain: true)
            : null;
        return new(head, [.. shown.Lines.SelectMany(line => line.Dots.Index().Where(d => d.Index < labels.Length).Select(d => new FigureRow(
            shown.Lines.Count == 1 ? labels[d.Index] : $"{line.Title}, {labels[d.Index]}", d.Item.Value, Number(d.Item.Value), null, d.Item.N,
            d.Item.N == 0 ? null : d.Item.People)))])
        {
            Chart = new FigureChart(TrendOptions.Of(shown, labels), T["The trend; the table has the same data"]),
        };
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 || value == Math.Floor(value) ? "N0" : "N2", CultureInfo.CurrentCulture);

    private AskTrend.Request Request(Asked asked, bool compared = false)
    {
        var (question, shown) = (asked.Question, asked.Question.The("event"));
        return Within(new AskTrend.Request
        {
            Event = shown?.Name,
            Where = Where(shown),
            Interval = IntervalOf(question, asked.Period),
            Measure = question["measure"],
            Property = question["measure"] is "count" or "customers" ? null : question["property"],
            Breakdown = question["by"],
            Top = int.TryParse(question["top"], NumberStyles.None, CultureInfo.InvariantCulture, out var top) ? Math.Clamp(top, 1, MostLines) : 5,
        }, asked, compared);
    }

    private IReadOnlyList<string> Remarks(AskTrend.Request request, AskTrend.Answer answer) =>
        answer.Series.Any(s => s.IsOther) ? [T["The {0} most common values are drawn; the others are grouped.", request.Top!]] : [];

    private TrendLine Line(Question question, AskTrend.Series series, bool banded) =>
        new(question["by"].Length == 0 ? null : series.Key, Title(question, series.Key, series.IsOther), Dots(question, series, false, banded));

    private string Title(Question question, string key, bool isOther) =>
        question["by"].Length == 0 ? Measured(question) : isOther ? T["All others"] : key.Length == 0 ? T["none"] : Names.TitleOf(question["by"], key);

    // Who is among the others of what is compared with cannot be told from one key.
    private static TrendDot[] Dots(Question question, AskTrend.Series series, bool compared, bool banded = false) =>
        [.. series.Points.Select(p => new TrendDot(
            p.Value, p.N, banded ? EventRate.Of(p.N, 1).Interval : null, compared && series.IsOther ? null : question.People(
                ("at", p.At.ToString("O", CultureInfo.InvariantCulture)), ("key", question["by"].Length == 0 ? null : series.Key),
                ("other", series.IsOther ? 1 : null), ("compared", compared ? 1 : null))))];

    private string Measured(Question question) => question["measure"] switch
    {
        "customers" => T["Customers"],
        "sum" => T["Sum"],
        "average" => T["Average"],
        "median" => T["Median"],
        _ => T["Interactions"],
    };

    // The first and the last point are seldom whole.
    private static IEnumerable<TrendDot> Whole(TrendLine line) => line.Dots.Count > 4 ? line.Dots.Skip(1).SkipLast(1) : line.Dots;

    private string Sentence(Question question, TrendShown shown) =>
        shown.Lines is [var line] && line.Dots.Count > 0
            ? T["{0}: {1:N0} on average per {2}.", Measured(question), shown.Mean(line), T[shown.Interval].Value]
            : "";
}
