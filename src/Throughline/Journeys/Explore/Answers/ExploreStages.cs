using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Ui;
using Throughline.Statistics.Scores;
using Interval = Throughline.Statistics.Numerics.Interval;

namespace Throughline.Journeys.Explore;

/// <summary>Who stands in which stage, and who moved.</summary>
public sealed record StagesShown(IReadOnlyList<StageRow> Stages, IReadOnlyList<StageMoveRow> Moves) : Shown
{
    public override bool IsEmpty => Stages.All(s => s is { Customers: 0, Now: 0 });
}

/// <param name="Customers">Who was in it at any time of the period.</param>
/// <param name="Now">Who is in it at its end.</param>
public sealed record StageRow(string Key, string Name, int Customers, int Now, double? Share, Interval? Interval, string People);

/// <param name="Step">advanced, fellBack, cameRound, left, fellSilent or cameBack.</param>
public sealed record StageMoveRow(string From, string To, string Step, long Moves, int Customers, double MedianSeconds, string People);

/// <summary>Shows how customers move from stage to stage.</summary>
public sealed class ExploreStages(AskStageFlow ask, IJourneyIndex index, ITouchpoints touchpoints, ReadScope scopes, TouchpointNames names, IStringLocalizer<Words> words) : Explorer(names, words)
{
    public override QuestionKind Kind => QuestionKind.Stages;

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var answer = await ask.Ask(Request(asked), ct);
        var everyone = answer.Stages.Sum(s => s.Now);
        return new StagesShown(
            [.. answer.Stages.Select(s => new StageRow(s.Key, s.Name, s.Customers, s.Now, everyone == 0 ? null : (double)s.Now / everyone, everyone == 0 ? null : Proportion.Wilson(s.Now, everyone).Interval, asked.Question.People(("stage", s.Key))))],
            [.. answer.Moves.OrderByDescending(m => m.Customers).Select(m => new StageMoveRow(Names.NameOf("stage", m.From), Names.NameOf("stage", m.To), m.Step, m.Moves, m.Customers, m.MedianSeconds, asked.Question.People(("from", m.From), ("to", m.To))))])
        {
            Sentence = answer.Stages.MaxBy(s => s.Now) is { Now: > 0 } most ? T["{0:N0} customers stand in a stage now, most of them in {1}.", everyone, most.Name] : "",
        };
    }

    public override async Task<int[]> People(Asked asked, CancellationToken ct)
    {
        if (!asked.Cell.ContainsKey("stage")) return await ask.People(Request(asked), new AskStageFlow.Cell(asked.CellText("from"), asked.CellText("to")), ct);
        var scope = await scopes.Read(Request(asked), ct);
        var standing = await index.Ask(new StageStandingQuestion(touchpoints.Now.Rules, asked.CellText("stage"), scope.ToMs - 1), ct);
        return [.. (scope.Customers is { } only ? standing.And(only) : standing).Customers()];
    }

    public override string Describe(Asked asked) => asked.Cell.TryGetValue("stage", out var stage)
        ? T["Stand in {0}", Names.NameOf("stage", stage)]
        : T["Moved from {0} to {1}", Names.NameOf("stage", asked.CellText("from")), Names.NameOf("stage", asked.CellText("to"))];

    private AskStageFlow.Request Request(Asked asked) => Within(new AskStageFlow.Request(), asked);
}
