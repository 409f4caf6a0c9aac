using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;
using Throughline.Platform.Time;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Retention;

/// <summary>Cohorts, oldest first, with everyone on top and, when compared, the others below.</summary>
public sealed record RetentionShown(IReadOnlyList<CohortRow> Rows, int Periods, string Every) : Shown
{
    public override bool IsEmpty => Rows[0].Size == 0;
}

/// <param name="People">The address of the whole cohort; null for rows of several.</param>
public sealed record CohortRow(string Title, int Size, string? People, bool IsTotal, IReadOnlyList<CohortCell> Cells);

/// <param name="Of">Customers of cohorts old enough to have had this period whole.</param>
/// <param name="SoFar">The period still runs, or is cut by the end of what is asked for: it is in no average and in no test.</param>
/// <param name="Difference">From the other cohorts, or from what is compared with.</param>
public sealed record CohortCell(int Returned, int Of, double? Share, Interval? Interval, string? People, Difference? Difference,
    bool SoFar = false);

/// <summary>Shows how many of each cohort come back.</summary>
public sealed class ExploreRetention(AskRetention ask, TouchpointNames names, TimeProvider clock, IStringLocalizer<Words> words)
    : Explorer<RetentionShown>(names, words)
{
    private const int MostCohorts = 60;

    public override QuestionKind Kind => QuestionKind.The<RetentionKind>();

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var answer = await ask.Ask(Request(asked), ct);
        var compared = asked.IsCompared ? Aged((await ask.Ask(Request(asked, true), ct)).Cohorts, asked, asked.Before ?? asked.Period) : null;
        var cohorts = Aged(answer.Cohorts, asked, asked.Period);
        var periods = cohorts.Length == 0 ? 0 : cohorts.Max(c => c.Returned.Count);
        var tests = new Differences();
        var rows = new List<CohortRow> { Total(T["Everyone"], cohorts, compared, periods, tests) };
        if (compared is not null) rows.Add(Total(asked.ComparedWith, compared, null, periods, tests));
        foreach (var (at, cohort) in cohorts.Index().TakeLast(MostCohorts).Where(c => c.Item.Size > 0)) rows.Add(Row(asked, at, cohort, cohorts, tests));
        tests.Settle();
        return new RetentionShown(rows, periods, asked.Question["every"])
        {
            ComparedWith = compared is null ? null : asked.ComparedWith,
            ComparedIsEmpty = compared is not null && compared.All(c => c.Size == 0),
            Sentence = rows[0].Cells is [_, var next, ..] && next.Share is { } share
                ? T["{0} came back in the {1} after.", Share.Text(share), T[asked.Question["every"]].Value]
                : "",
            Remarks = cohorts.Length > MostCohorts ? [T["The {0} most recent cohorts are shown; all of them are included under “Everyone”.", MostCohorts]] : [],
        };
    }

    public override Task<int[]> People(Asked asked, CancellationToken ct) =>
        ask.People(Request(asked), new AskRetention.Cell(asked.CellNumber("cohort"), asked.Cell.ContainsKey("period") ? asked.CellNumber("period") : null), ct);

    public override string Describe(Asked asked) => asked.Cell.ContainsKey("period")
        ? T["Returned in {0} {1}, of cohort {2}", T[asked.Question["every"]].Value, asked.CellNumber("period"), asked.Cell.GetValueOrDefault("named", "")]
        : T["The cohort of {0}", asked.Cell.GetValueOrDefault("named", "")];

    protected override Figures InShort(RetentionShown shown)
    {
        var (cells, every) = (shown.Rows[0].Cells, T[shown.Every].Value);
        var against = shown.Rows.Skip(1).FirstOrDefault(r => r.IsTotal);
        var head = cells.Count < 2 ? null : new FigureHead(Share.Text(cells[1].Share), T["came back in the {0} after", every], cells[1].Of,
            Share.Text(cells[1].Interval), null, against is null ? null : cells[1].Difference, against?.Title);
        return new(head, [.. cells.Skip(1).Index().Select(c => new FigureRow(T["{0} {1} after", every, c.Index + 1], c.Item.Share,
            Share.Text(c.Item.Share), c.Item.Share, c.Item.Of, c.Item.People, T["of {0:N0}", c.Item.Of]))]);
    }

    private AskRetention.Request Request(Asked asked, bool compared = false)
    {
        var question = asked.Question;
        var (start, back) = (question.The("start"), question.The("return"));
        return Within(new AskRetention.Request
        {
            Start = start?.Name ?? "*",
            StartWhere = Where(start),
            Return = back?.Name ?? "*",
            ReturnWhere = Where(back),
            Period = question["every"],
            Periods = int.TryParse(question["periods"], NumberStyles.None, CultureInfo.InvariantCulture, out var periods) ? Math.Min(periods, 60) : 8,
            Mode = question["mode"],
            Counting = question["counting"],
        }, asked, compared);
    }

    /// <param name="Whole">How many of its periods are over, from its own on.</param>
    private sealed record AgedCohort(DateTimeOffset Start, int Size, IReadOnlyList<int> Returned, int Whole);

    private AgedCohort[] Aged(IReadOnlyList<AskRetention.CohortAnswer> cohorts, Asked asked, Period period)
    {
        var (now, every) = (clock.GetUtcNow(), asked.Question["every"]);
        var until = now < period.To ? now : period.To;
        DateTimeOffset EndOf(int at) => at + 1 < cohorts.Count ? cohorts[at + 1].Start : PeriodEnd.Of(cohorts[at].Start, every, period.Calendar);
        var over = Enumerable.Range(0, cohorts.Count).TakeWhile(at => EndOf(at) <= until).Count();
        return [.. cohorts.Index().Select(c => new AgedCohort(c.Item.Start, c.Item.Size, c.Item.Returned, Math.Max(0, over - c.Index)))];
    }

    // Only cohorts old enough to have had a period whole count for it: the share of the others is not 0 but unknown.
    private static CohortRow Total(string title, AgedCohort[] cohorts, IReadOnlyList<AgedCohort>? others, int periods, Differences tests) =>
            new(title, cohorts.Sum(c => c.Size), null, true, [.. Enumerable.Range(0, periods).Select(k =>
        {
            var (returned, of) = Sum(cohorts, k);
            return Cell(returned, of, null, others is null ? null : Sum(others, k), tests);
        })]);

    private static CohortRow Row(Asked asked, int at, AgedCohort cohort, AgedCohort[] all, Differences tests)
    {
        var named = Named(cohort.Start, asked);
        var cells = cohort.Returned.Select((returned, k) =>
        {
            var ((everyone, of), soFar) = (Sum(all, k), k >= cohort.Whole);
            return Cell(returned, cohort.Size, asked.Question.People(("cohort", at), ("period", k), ("named", named)),
                k == 0 || soFar ? null : (everyone - returned, of - cohort.Size), tests) with { SoFar = soFar };
        });
        return new CohortRow(named, cohort.Size, asked.Question.People(("cohort", at), ("named", named)), false, [.. cells]);
    }

    private static CohortCell Cell(int returned, int of, string? people, (int Returned, int Of)? others, Differences tests) =>
        new(returned, of, of == 0 ? null : (double)returned / of, of == 0 ? null : Proportion.Wilson(returned, of).Interval, people,
            others is { } o ? tests.Shares(returned, of, o.Returned, o.Of) : null);

    private static (int Returned, int Of) Sum(IEnumerable<AgedCohort> cohorts, int k) =>
        cohorts.Where(c => k < c.Whole && k < c.Returned.Count).Aggregate((0, 0), (sum, c) => (sum.Item1 + c.Returned[k], sum.Item2 + c.Size));

    private static string Named(DateTimeOffset start, Asked asked) =>
        asked.Period.Calendar.Local(start).ToString(asked.Question["every"] == "month" ? "MMM yyyy" : "d MMM yyyy", CultureInfo.CurrentCulture);
}
