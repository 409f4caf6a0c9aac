using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Questions;
using Interval = Throughline.Statistics.Numerics.Interval;

namespace Throughline.Journeys.Stages;

/// <summary>Who stands in which stage, and who moved.</summary>
public sealed record StagesShown(IReadOnlyList<StageRow> Stages, IReadOnlyList<StageMoveRow> Moves) : Shown
{
    public override bool IsEmpty => Stages.All(s => s is { Customers: 0, Now: 0 });

    /// <summary>Only against another segment: at two times they are largely the same people, which no test of different people fits.</summary>
    public bool StandsAreTested { get; init; }
}

/// <param name="Customers">Who was in it at any time of the period.</param>
/// <param name="Now">Who is in it at its end.</param>
/// <param name="Beside">Of all who stand in a stage; null without a comparison.</param>
public sealed record StageRow(string Key, string Name, int Customers, int Now, double? Share, Interval? Interval, string People, SideBySide? Beside);

/// <param name="Step">advanced, fellBack, cameRound, left, fellSilent or cameBack.</param>
/// <param name="Customers">0 for a move that only what is compared with has.</param>
/// <param name="AnyWay">Everybody who moved between the two stages, in whatever way.</param>
/// <param name="Beside">Of those who stood in the stage at any time of the period; null without a comparison.</param>
public sealed record StageMoveRow(
    string From, string To, string Step, long Moves, int Customers, double? MedianSeconds, string People, string AnyWay, SideBySide? Beside);

/// <summary>Shows how customers move from stage to stage.</summary>
public sealed class ExploreStages(
    AskStageFlow ask, IJourneyIndex index, ITouchpoints touchpoints, ReadScope scopes, TimeProvider clock, TouchpointNames names, IStringLocalizer<Words> words)
    : Explorer<StagesShown>(names, words)
{
    public override QuestionKind Kind => QuestionKind.The<StagesKind>();

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var answer = await ask.Ask(Request(asked), ct);
        var compared = asked.IsCompared ? await ask.Ask(Request(asked, true), ct) : null;
        var tests = new Differences();
        StageRow[] stages = [.. answer.Stages.Select(s => Stand(asked, s, answer, compared, tests))];
        var moves = Moves(asked, answer, compared, tests);
        tests.Settle();
        return new StagesShown(stages, moves)
        {
            ComparedWith = compared is null ? null : asked.ComparedWith,
            StandsAreTested = asked.Against is not null,
            ComparedIsEmpty = compared is not null && compared.Stages.All(s => s is { Customers: 0, Now: 0 }),
            Sentence = answer.Stages.MaxBy(s => s.Now) is { Now: > 0 } most
                ? T["{0:N0} customers are in a stage now, most of them in {1}.", answer.Stages.Sum(s => s.Now), most.Name]
                : "",
        };
    }

    private static StageRow Stand(Asked asked, AskStageFlow.Stand stand, AskStageFlow.Answer these, AskStageFlow.Answer? others, Differences tests)
    {
        var share = new ShareOf(stand.Now, these.Stages.Sum(s => s.Now));
        var (people, beside) = (asked.Question.People(("stage", stand.Key)), (SideBySide?)null);
        if (others is not null)
        {
            var other = new ShareOf(others.Stages.FirstOrDefault(s => s.Key == stand.Key)?.Now ?? 0, others.Stages.Sum(s => s.Now));
            beside = (asked.Against is null ? new SideBySide(share, other, null) : SideBySide.Of(share, other, tests)) with
            { People = people, OtherPeople = asked.Question.People(("stage", stand.Key), ("compared", 1))
            };
        }
        return new StageRow(stand.Key, stand.Name, stand.Customers, stand.Now, share.Value, share.Interval, people, beside);
    }

    private StageMoveRow[] Moves(Asked asked, AskStageFlow.Answer these, AskStageFlow.Answer? others, Differences tests)
    {
        var (here, there) = (these.Moves.ToDictionary(Way), others?.Moves.ToDictionary(Way));
        return [.. here.Keys.Union(there?.Keys.AsEnumerable() ?? []).Select(way =>
        {
            var (move, people) = (here.GetValueOrDefault(way), asked.Question.People(("from", way.From), ("to", way.To), ("step", way.Step)));
            var beside = there is null ? null : SideBySide.Of(Moved(move, way.From, these), Moved(there.GetValueOrDefault(way), way.From, others!), tests) with
            {
                People = people,
                OtherPeople = asked.Question.People(("from", way.From), ("to", way.To), ("step", way.Step), ("compared", 1)),
            };
            return new StageMoveRow(
                Names.NameOf("stage", way.From), Names.NameOf("stage", way.To), way.Step, move?.Moves ?? 0, move?.Customers ?? 0,
                move?.MedianSeconds, people, asked.Question.People(("from", way.From), ("to", way.To)), beside);
        }).OrderByDescending(m => m.Customers)];
    }

    private static (string From, string To, string Step) Way(AskStageFlow.Move move) => (move.From, move.To, move.Step);

    private static ShareOf Moved(AskStageFlow.Move? move, string from, AskStageFlow.Answer answer) =>
        new(move?.Customers ?? 0, answer.Stages.FirstOrDefault(s => s.Key == from)?.Customers ?? 0);

    public override async Task<int[]> People(Asked asked, CancellationToken ct)
    {
        if (!asked.Cell.ContainsKey("stage"))
            return await ask.People(Request(asked, asked.CellIsCompared), new AskStageFlow.Cell(
                asked.CellText("from"), asked.CellText("to"), asked.Cell.GetValueOrDefault("step")), ct);
        var scope = await scopes.Read(Request(asked, asked.CellIsCompared), ct);
        // As late as the count looks: nobody has fallen silent tomorrow.
        var at = Math.Min(scope.ToMs - 1, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var standing = await index.Ask(new StageStandingQuestion(touchpoints.Now.Rules, asked.CellText("stage"), at), ct);
        return [.. (scope.Customers is { } only ? standing.And(only) : standing).Customers()];
    }

    public override string Describe(Asked asked) => asked.Cell.TryGetValue("stage", out var stage)
        ? T["In {0}", Names.NameOf("stage", stage)]
        : T["Moved from {0} to {1}", Names.NameOf("stage", asked.CellText("from")), Names.NameOf("stage", asked.CellText("to"))];

    protected override Figures InShort(StagesShown shown) => new(null,
        [.. shown.Stages.Select(s => FigureRow.Bar(s.Name, s.Now, shown.Stages.Max(o => o.Now), s.People))]);

    private AskStageFlow.Request Request(Asked asked, bool compared = false) => Within(new AskStageFlow.Request(), asked, compared);
}
