using Microsoft.Extensions.Localization;
using Throughline.Journeys.Asking;
using Throughline.Platform.Ui;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Explore;

/// <summary>What comes next, the commonest first.</summary>
public sealed record NextShown(IReadOnlyList<NextRow> Rows, long Total) : Shown
{
    public override bool IsEmpty => Total == 0;
}

/// <param name="Share">Of all times the event happened.</param>
/// <param name="Customers">Null where they are not counted.</param>
public sealed record NextRow(string Title, long Count, double Share, Interval Interval, int? Customers, double? MedianSeconds, string? People, bool IsNothing);

/// <summary>Shows what customers do next.</summary>
public sealed class ExploreNext(AskNextSteps ask, TouchpointNames names, IStringLocalizer<Words> words) : Explorer(names, words)
{
    private const int MostRows = 20;

    public override QuestionKind Kind => QuestionKind.Next;

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var (answer, by) = (await ask.Ask(Request(asked), ct), asked.Question["by"]);
        var rows = answer.Steps.Select(s => Row(s.Key.Length == 0 ? T["none"] : Names.NameOf(by, s.Key), s.Count, answer.Total, s.Customers, s.MedianSeconds, asked.Question.People(("key", s.Key)))).ToList();
        if (answer.Other > 0) rows.Add(Row(T["All others"], answer.Other, answer.Total, null, null, null));
        if (answer.Nothing > 0) rows.Add(Row(T["Nothing"], answer.Nothing, answer.Total, null, null, asked.Question.People(("nothing", 1))) with { IsNothing = true });
        return new NextShown(rows, answer.Total)
        {
            Sentence = rows.Count > 0 ? T[IsBefore(asked) ? "Of {0:N0} times, {1} came after “{2}”." : "Of {0:N0} times, {1} were followed by “{2}”.", answer.Total, Share.Text(rows[0].Share), rows[0].Title] : "",
            Remarks = answer.Other > 0 ? [T["The {0} commonest are shown; the others are joined.", MostRows]] : [],
        };
    }

    public override Task<int[]> People(Asked asked, CancellationToken ct) => ask.People(Request(asked), new AskNextSteps.Cell(asked.Cell.ContainsKey("nothing") ? null : asked.CellText("key")), ct);

    public override string Describe(Asked asked)
    {
        var after = asked.Question.The("after")?.Name ?? (asked.Question["touchpoint"] is { Length: > 0 } touchpoint ? Names.NameOf("touchpoint", touchpoint) : T["Anything"].Value);
        if (IsBefore(asked)) return asked.Cell.ContainsKey("nothing") ? T["Did nothing before “{0}”", after] : T["Before “{0}”: {1}", after, asked.CellText("key") is { Length: > 0 } came ? Names.NameOf(asked.Question["by"], came) : T["none"].Value];
        return asked.Cell.ContainsKey("nothing") ? T["Did nothing after “{0}”", after] : T["After “{0}”: {1}", after, asked.CellText("key") is { Length: > 0 } key ? Names.NameOf(asked.Question["by"], key) : T["none"].Value];
    }

    private AskNextSteps.Request Request(Asked asked)
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
        }, asked);
    }

    private static bool IsBefore(Asked asked) => asked.Question["way"] == "before";

    private static NextRow Row(string title, long count, long total, int? customers, double? median, string? people) =>
        new(title, count, total == 0 ? 0 : (double)count / total, Proportion.Wilson(count, Math.Max(1, total)).Interval, customers, median, people, false);
}
