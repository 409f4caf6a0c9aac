namespace Throughline.JourneyEngine;

/// <summary>
/// How customers move between journey stages. All of a customer's rows that pass the scope's filter are walked, so that
/// a move in the period is judged by what came before it; only moves at times of the period count.
/// </summary>
public sealed record StageFlowQuestion
{
    public Scope Scope { get; init; } = new();
    public required StageRules Rules { get; init; }

    /// <summary>The present, milliseconds since 1970 UTC; rows at it count, later ones do not.</summary>
    public required long AtMs { get; init; }
}

/// <summary>Moves from one stage to another and why, how many customers made them, and how long the stage before had lasted.</summary>
public sealed record StageMove(string From, string To, StageStep Step, long Moves, int Customers, double MeanSeconds, double MedianSeconds);

/// <summary>
/// A stage: customers who stood in it at any time of the period, those who stand in it at the present, whenever that
/// is, those whose journey began there in the period, and those who moved there from another stage in it.
/// </summary>
public sealed record StageStand(string Stage, int Customers, int Last, int Began, int Came);

/// <summary>All moves that occur and all stages that somebody stood in, in the order of the rules.</summary>
public sealed record StageFlowAnswer(IReadOnlyList<StageMove> Moves, IReadOnlyList<StageStand> Stages);

/// <summary>Answers stage-flow questions.</summary>
internal static class StageFlowRun
{
    public static StageFlowAnswer Answer(QuestionContext context, StageFlowQuestion question)
    {
        var (plan, kernels) = Run(context, question, null);
        var lengths = ValueLists.ByCell(kernels.Select(k => k.Lengths), context.Cancellation);
        var moves = from cell in lengths
                    orderby cell.Key
                    let time = ValueLists.Statistics(cell.Value)
                    let move = StageFlowKernel.MoveOf(cell.Key, plan)
                    select new StageMove(plan.NameOf(move.From), plan.NameOf(move.To), move.Step, cell.Value.Length,
                        kernels.Sum(k => k.Movers[cell.Key]), time.Mean / 1000, time.Median / 1000);
        var stages = from place in Enumerable.Range(0, plan.Places)
                     let stand = new StageStand(
                         plan.NameOf(place), kernels.Sum(k => k.Stood[place]), kernels.Sum(k => k.Last[place]), kernels.Sum(k => k.Began[place]),
                         kernels.Sum(k => k.Came[place]))
                     where stand.Customers > 0 || stand.Last > 0
                     select stand;
        return new StageFlowAnswer([.. moves], [.. stages]);
    }

    /// <summary>The customers who moved from one stage, or from any, to another, for one reason or for any.</summary>
    public static int[] People(QuestionContext context, StageFlowQuestion question, string? from, string to, StageStep? step)
        => PeopleList.Join(Run(context, question, (from, to), step).Kernels.Select(k => k.People));

    private static (StagePlan Plan, StageFlowKernel[] Kernels) Run(
        QuestionContext context, StageFlowQuestion question, (string? From, string To)? probe, StageStep? step = null)
    {
        question.Scope.Check();
        var plan = new StagePlan(context.Names, question.Rules);
        var places = probe is { } p ? (p.From is null ? StageFlowKernel.AnyPlace : plan.PlaceOf(p.From), plan.PlaceOf(p.To)) : (StagePlan.None, StagePlan.None);
        // Silence is heard in periods without a row, and the period's moves depend on the rows before.
        var scope = question.Scope with { FromMs = 0, ToMs = JourneyRow.TimeLimitMs };
        return (plan, context.Scan(scope, Needs.Stage).Run(() => new StageFlowKernel(plan, question, places, step), context.Cancellation));
    }
}

/// <summary>Follows a customer through the stages and counts what happens in the period.</summary>
internal struct StageFlowKernel(StagePlan plan, StageFlowQuestion question, (int From, int To) probe, StageStep? step) : IKernel
{
    /// <summary>Wherever they come from.</summary>
    public const int AnyPlace = -2;

    private const int Steps = (int)StageStep.CameBack + 1;
    private readonly long _fromMs = question.Scope.FromMs, _toMs = question.Scope.ToMs, _atMs = question.AtMs;
    private readonly int[] _moved = new int[plan.Places * plan.Places * Steps], _stoodAt = new int[plan.Places], _cameAt = new int[plan.Places];
    private int _visit;

    public readonly int[] Movers = new int[plan.Places * plan.Places * Steps];
    public readonly int[] Stood = new int[plan.Places], Last = new int[plan.Places], Began = new int[plan.Places],
        Came = new int[plan.Places];
    public readonly ValueLists Lengths = new();
    public readonly List<int> People = [];

    public static (int From, int To, StageStep Step) MoveOf(int cell, StagePlan plan)
        => (cell / Steps / plan.Places, cell / Steps % plan.Places, (StageStep)(cell % Steps));

    public void Visit(ref RowView rows)
    {
        _visit++;
        var walk = new StageWalk(plan, _atMs);
        while (walk.MoveNext(rows))
        {
            var inPeriod = walk.AtMs >= _fromMs && walk.AtMs < _toMs;
            if (walk.From != StagePlan.None && walk.AtMs > _fromMs && walk.FromSinceMs < _toMs) Stand(walk.From);
            if (!inPeriod) continue;
            Stand(walk.Place);
            if (walk.From == StagePlan.None) Began[walk.Place]++;
            else Move(walk, rows.Customer);
        }
        if (walk.Place == StagePlan.None) return;
        Last[walk.Place]++;
        if (walk.AtMs < _toMs) Stand(walk.Place);
    }

    private readonly void Stand(int place)
    {
        if (_stoodAt[place] != _visit) (_stoodAt[place], Stood[place]) = (_visit, Stood[place] + 1);
    }

    private readonly void Move(in StageWalk walk, int customer)
    {
        var cell = (((walk.From * plan.Places) + walk.Place) * Steps) + (int)walk.Step;
        Lengths.Add(cell, walk.AtMs - walk.FromSinceMs);
        if (_moved[cell] != _visit) (_moved[cell], Movers[cell]) = (_visit, Movers[cell] + 1);
        if (_cameAt[walk.Place] != _visit) (_cameAt[walk.Place], Came[walk.Place]) = (_visit, Came[walk.Place] + 1);
        if (probe.To == walk.Place && (probe.From == AnyPlace || probe.From == walk.From) && (step is null || step == walk.Step))
            PeopleList.AddOnce(People, customer);
    }
}
