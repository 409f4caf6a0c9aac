using Microsoft.Extensions.Localization;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Next;

/// <summary>What comes next, the commonest first.</summary>
public sealed record NextShown(IReadOnlyList<NextRow> Rows, long Total) : Shown
{
    public override bool IsEmpty => Total == 0;
}

/// <param name="Share">Of all times the event happened.</param>
/// <param name="Customers">Null where they are not counted.</param>
public sealed record NextRow(string Title, long Count, double Share, Interval Interval, int? Customers, double? MedianSeconds, string? People, bool IsNothing)
{
    /// <summary>The event, or the touchpoint's key, as the index has it; empty for what is no single one.</summary>
    public string Key { get; init; } = "";

    /// <summary>Of the customers who did it, against what is compared with; null without a comparison.</summary>
    public SideBySide? Beside { get; init; }
}

/// <summary>Shows what customers do next.</summary>
public sealed class ExploreNext(AskNextSteps ask, TouchpointNames names, IStringLocalizer<Words> words) : Explorer<NextShown>(names, words)
{
    private const int MostRows = 20, MostCompared = 10_000;

    public override QuestionKind Kind => QuestionKind.The<NextKind>();

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var answer = await ask.Ask(Request(asked), ct);
        var compared = asked.IsCompared ? await ask.Ask(Request(asked, true) with { Top = MostCompared }, ct) : null;
        var rows = answer.Steps
            .Select(s => Row(Title(asked, s.Key), s.Count, answer.Total,
                s.Customers, s.MedianSeconds, asked.Question.People(("key", s.Key))) with { Key = s.Key })
            .ToList();
        if (answer.Other > 0) rows.Add(Row(T["All others"], answer.Other, answer.Total, null, null, null));
        if (answer.Nothing > 0)
            rows.Add(Row(T["Nothing"], answer.Nothing, answer.Total, answer.NothingCustomers, null,
                asked.Question.People(("nothing", 1))) with { IsNothing = true });
        if (compared is not null) rows = Beside(asked, rows, answer, compared);
        return new NextShown(rows, answer.Total)
        {
            ComparedWith = compared is null ? null : asked.ComparedWith,
            ComparedIsEmpty = compared is { Total: 0 },
            Sentence = rows.Count > 0
                ? T[IsBefore(asked)
                    ? "In {1} of {0:N0} cases, it came after “{2}”."
                    : "In {1} of {0:N0} cases, “{2}” came next.", answer.Total, Share.Text(rows[0].Share), rows[0].Title]
                : "",
            Remarks = answer.Other > 0 ? [T["The {0} most common are shown; the others are grouped.", MostRows]] : [],
        };
    }

    public override Task<int[]> People(Asked asked, CancellationToken ct) =>
        ask.People(Request(asked, asked.CellIsCompared), new AskNextSteps.Cell(asked.Cell.ContainsKey("nothing") ? null : asked.CellText("key")), ct);

    public override string Describe(Asked asked)
    {
        var after = (asked.Question.The("after")?.Name is { } named ? Names.EventName(named) : null)
            ?? (asked.Question["touchpoint"] is { Length: > 0 } touchpoint ? Names.NameOf("touchpoint", touchpoint) : T["Anything"].Value);
        if (IsBefore(asked)) return asked.Cell.ContainsKey("nothing")
            ? T["Did nothing before “{0}”", after]
            : T["Before “{0}”: {1}", after, asked.CellText("key") is { Length: > 0 } came ? Names.TitleOf(asked.Question["by"], came) : T["none"].Value];
        return asked.Cell.ContainsKey("nothing")
            ? T["Did nothing after “{0}”", after]
            : T["After “{0}”: {1}", after, asked.CellText("key") is { Length: > 0 } key ? Names.TitleOf(asked.Question["by"], key) : T["none"].Value];
    }

    protected override Figures InShort(NextShown shown) => new(null, [.. shown.Rows.Where(r => r.Count > 0).Select(r =>
        new FigureRow(r.Title, r.Share, Share.Text(r.Share), r.Share, shown.Total, r.People,
            r.Customers is { } customers ? T[customers == 1 ? "{0} customer" : "{0} customers", Figures.Count(customers)] : Figures.Count(r.Count)))]);

    private string Title(Asked asked, string key) => key.Length == 0 ? T["none"] : Names.TitleOf(asked.Question["by"], key);

    // Rows are told apart by their key; the joined others have none, and what came only there has a row of its own.
    private List<NextRow> Beside(Asked asked, List<NextRow> rows, AskNextSteps.Answer these, AskNextSteps.Answer others)
    {
        var (tests, question) = (new Differences(), asked.Question);
        var there = others.Steps.ToDictionary(s => s.Key, s => s.Customers);
        SideBySide Of(int customers, int otherCustomers, params (string, object?)[] cell) =>
            SideBySide.Of(new ShareOf(customers, these.Customers), new ShareOf(otherCustomers, others.Customers), tests) with
            {
            People = question.People(cell),
            OtherPeople = question.People([.. cell, ("compared", 1)]),
        };
        var compared = rows.Take(these.Steps.Count)
            .Zip(these.Steps, (row, step) => row with { Beside = Of(step.Customers, there.GetValueOrDefault(step.Key), ("key", step.Key)) })
            .ToList();
        var known = these.Steps.Select(s => s.Key).ToHashSet();
        if (these.Other == 0)
            compared.AddRange(others.Steps
                .Where(s => !known.Contains(s.Key))
                .Take(MostRows)
                .Select(s => Row(Title(asked, s.Key), 0, these.Total, 0, null, null) with { Key = s.Key, Beside = Of(0, s.Customers, ("key", s.Key)) }));
        compared.AddRange(rows.Skip(these.Steps.Count)
            .Select(row => row.IsNothing ? row with { Beside = Of(these.NothingCustomers, others.NothingCustomers, ("nothing", 1)) } : row));
        tests.Settle();
        return compared;
    }

    private AskNextSteps.Request Request(Asked asked, bool compared = false)
    {
        var (question, after) = (asked.Question, asked.Question.The("after"));
        return Within(new AskNextSteps.Request
        {
            After = after?.Name,
            Where = Where(after),
            Touchpoint = Names.KeyOf("touchpoint", question["touchpoint"]),
            By = question["by"],
            WithinSeconds = question["within"] is "" or "any" ? null : Durations.Seconds(question["within"]),
            Backwards = IsBefore(asked),
            Top = MostRows,
        }, asked, compared);
    }

    private static bool IsBefore(Asked asked) => asked.Question["way"] == "before";

    private static NextRow Row(string title, long count, long total, int? customers, double? median, string? people) =>
        new(title, count, total == 0 ? 0 : (double)count / total, Proportion.Wilson(count, Math.Max(1, total)).Interval, customers, median, people, false);
}
