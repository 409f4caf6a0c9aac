using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Funnels;

/// <summary>Shows how far customers come, against before, another segment, or each value of a property.</summary>
public sealed class ExploreFunnel(AskFunnel ask, TouchpointNames names, IStringLocalizer<Words> words) : Explorer<FunnelShown>(names, words)
{
    private const int MostParts = 12, MostCompared = 1_000;

    public override QuestionKind Kind => QuestionKind.The<FunnelKind>();

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var question = asked.Question;
        if (!Steps(question).Any()) return new Misasked("no_steps", T["Choose the first step of the funnel."]);
        var answer = await ask.Ask(Request(asked), ct);
        var compared = asked.IsCompared ? await ask.Ask(Request(asked, compared: true), ct) : null;
        var tests = new Differences();
        var rows =
            new List<FunnelRow> { Row(question, null, T["Everyone"], false, answer.Steps, answer.Total, Others(compared?.Steps), compared?.Total, tests) };
        if (compared is not null) rows.Add(Row(question, null, asked.ComparedWith, true, compared.Steps, compared.Total, null, null, tests));
        foreach (var part in answer.Breakdown ?? []) rows.Add(Part(question, part, answer, compared, tests));
        tests.Settle();
        var last = rows[0].Last;
        return new FunnelShown(rows)
        {
            Sentence = last.Share is { } share
                ? T["{0:N0} started, {1} reached “{2}”.", rows[0].Steps[0].Customers, Share.Text(share), last.Name]
                : answer.OnTheWay > 0 ? T["Too early to tell: {0:N0} customers who started still have time. Choose a shorter time.", answer.OnTheWay] : "",
            Remarks = Remarks(question, answer),
            OnTheWay = answer.OnTheWay ?? 0,
            PeopleOnTheWay = question.People(("open", 1)),
            ComparedWith = compared is null ? null : asked.ComparedWith,
            ComparedIsEmpty = compared is { Steps: [{ Customers: 0 }, ..] },
        };
    }

    public override async Task<int[]> People(Asked asked, CancellationToken ct)
    {
        var request = Request(asked, asked.CellIsCompared);
        if (asked.Cell.ContainsKey("open")) return await ask.People(request with { Breakdown = null }, new AskFunnel.Cell(0, OnTheWay: true), ct);
        var cell = new AskFunnel.Cell(asked.CellNumber("step") - 1, asked.Cell.ContainsKey("dropped"), asked.Cell.GetValueOrDefault("key"));
        return await ask.People(cell.Key is null ? request with { Breakdown = null } : request, cell, ct);
    }

    public override string Describe(Asked asked)
    {
        if (asked.Cell.ContainsKey("open")) return T["Still on the way"];
        AskedEvent[] steps = [.. Steps(asked.Question)];
        var at = Math.Clamp(asked.CellNumber("step"), 1, steps.Length);
        var step = Names.EventName(steps[at - 1].Name);
        var what = asked.Cell.ContainsKey("dropped") ? T["Stopped before “{0}”", step] : T["Reached “{0}”", step];
        return asked.Cell.TryGetValue("key", out var key)
            ? T["{0} · {1}: {2}", what, asked.Question["by"], key.Length == 0 ? T["none"] : Names.TitleOf(asked.Question["by"], key)]
            : what;
    }

    protected override Figures InShort(FunnelShown shown)
    {
        var (all, last) = (shown.All, shown.All.Last);
        var head = new FigureHead(
            Share.Text(last.Share), T["reached “{0}”", last.Name], all.Steps[0].Customers, Share.Text(last.Interval), last.Reached,
            shown.Compared is null ? null : last.Difference, shown.Compared?.Title);
        if (all.Steps.Count == 1) head = head with { Value = Figures.Count(last.Customers), Meaning = T["reached “{0}”", last.Name], Interval = null };
        return new(head, [.. all.Steps.Select(s =>
            new FigureRow(s.Name, s.Share, Share.Text(s.Share), s.Share, all.Steps[0].Customers, s.Reached, Figures.Count(s.Customers)))]);
    }

    private static IEnumerable<AskedEvent> Steps(Question question) => question.In("step").Where(s => s.Name.Length > 0);

    private AskFunnel.Request Request(Asked asked, bool compared = false)
    {
        var question = asked.Question;
        AskedEvent[] steps = [.. Steps(question)];
        return Within(new AskFunnel.Request
        {
            Steps = [.. steps.Select(s => new AskFunnel.Step(s.Name, Where(s), s.Occurrence, s.Optional))],
            WindowSeconds = Durations.Seconds(question["window"]),
            Mode = question["mode"],
            Running = "apart",
            Exclusions = [.. question.In("without").Where(e => e.Name.Length > 0).Select(e => new AskFunnel.Exclusion(
                e.Name, Math.Min(e.FromStep, steps.Length) - 1, Math.Min(e.ToStep == 0 ? steps.Length : e.ToStep, steps.Length) - 1, Where(e)))],
            Breakdown = question["by"].Length == 0
                ? null
                : new AskFunnel.Breakdown(question["by"], question["touch"], StepOf(question, steps.Length), Top: compared ? MostCompared : MostParts),
        }, asked, compared);
    }

    private static int StepOf(Question question, int steps) =>
        int.TryParse(question["touchStep"], NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? Math.Clamp(step, 1, Math.Max(1, steps)) - 1 : 0;

    // Beside what the answer is compared with, a value stands against itself there; else against everyone else. A customer may have several
    // values with "all values", so that the others are no other people and no test is made.
    private FunnelRow Part(Question question, AskFunnel.Part part, AskFunnel.Answer all, AskFunnel.Answer? compared, Differences tests)
    {
        var apart = question["touch"] != "allEvents" && !part.IsOther;
        var itself = part.IsOther ? null : compared?.Breakdown?.FirstOrDefault(p => !p.IsOther && p.Key == part.Key)?.Steps;
        var others = compared is not null ? Others(itself)
            : apart ? all.Steps.Zip(part.Steps, (everyone, these) => everyone.Customers - these.Customers).ToArray()
            : null;
        var total = apart
            ? all.Total with { Stretches = [.. all.Total.Stretches.Zip(part.Total.Stretches, (everyone, these) => Math.Max(0, everyone - these))] }
            : null;
        var title = part.IsOther ? T["All others"].Value : part.Key.Length == 0 ? T["none"].Value : Names.TitleOf(question["by"], part.Key);
        var row = Row(question, part.Key, title, false, part.Steps, part.Total, others, total, tests);
        // Who is among the others cannot be told from one key.
        if (itself is not null) row = row with { Steps = [.. row.Steps.Zip(itself, (now, then) => now with { Then = then })] };
        return part.IsOther ? row with { IsOther = true, Steps = [.. row.Steps.Select(s => s with { Reached = null, Stopped = null })] } : row;
    }

    private static int[]? Others(IReadOnlyList<AskFunnel.StepAnswer>? compared) => compared is null ? null : [.. compared.Select(s => s.Customers)];

    private FunnelRow Row(
        Question question, string? key, string title, bool compared, IReadOnlyList<AskFunnel.StepAnswer> steps, AskFunnel.Times total,
        int[]? others, AskFunnel.Times? otherTotal, Differences tests)
    {
        var (shown, first) = (new List<FunnelStepShown>(), steps[0].Customers);
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, before) = (steps[i], i == 0 ? 0 : steps[i - 1].Customers);
            (string, object?)[] cell = [("step", i + 1), ("key", key), ("compared", compared ? 1 : null)];
            shown.Add(new FunnelStepShown(step.Event, Names.EventName(step.Event), step.Customers, first == 0 ? null : step.Conversion, first == 0 || i == 0
                ? null // All who began have begun.
                : Proportion.Wilson(step.Customers, first).Interval,
                i == 0 || before == 0 ? null : (double)step.Customers / before, i == 0 ? 0 : Math.Max(0, before - step.Customers), step,
                question.People(cell), i == 0 ? null : question.People([.. cell, ("dropped", 1)]),
                i == 0 || others is null ? null : tests.Shares(step.Customers, first, others[i], others[0])));
        }
        return new FunnelRow(key, title, false, compared, shown)
        {
            Total = total,
            TimeDifference = otherTotal is null || steps.Count < 2
                ? null
                : tests.Times(total.Stretches, total.MedianSeconds, otherTotal.Stretches, otherTotal.MedianSeconds),
        };
    }

    private List<string> Remarks(Question question, AskFunnel.Answer answer)
    {
        var remarks = new List<string>();
        if (answer.Breakdown is { Count: > MostParts }) remarks.Add(T["The {0} values with the most customers are shown; the others are grouped.", MostParts]);
        if (answer.Breakdown is not null && question["touch"] == "allEvents")
            remarks.Add(T["A customer counts under every value they had, so rows overlap and differences are not tested."]);
        return remarks;
    }
}
