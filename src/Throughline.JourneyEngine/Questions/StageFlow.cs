namespace Throughline.JourneyEngine;

/// <summary>
/// How customers move between journey stages: each row that carries a stage is compared with the customer's row before
/// it that carries one, and counts when the stage changed. Rows without a stage are passed over.
/// </summary>
public sealed record StageFlowQuestion
{
    public Scope Scope { get; init; } = new();
}

/// <summary>Moves from one stage to another, how many customers made them, and how long the stage before had lasted (from its first row).</summary>
public sealed record StageMove(string From, string To, long Moves, int Customers, double MeanSeconds, double MedianSeconds);

/// <summary>A stage: customers who were ever in it, and those whose last stage it is.</summary>
public sealed record StageStand(string Stage, int Customers, int Last);

/// <summary>All moves that occur and all stages, by name.</summary>
public sealed record StageFlowAnswer(IReadOnlyList<StageMove> Moves, IReadOnlyList<StageStand> Stages);

/// <summary>Answers stage-flow questions.</summary>
internal static class StageFlowRun
{
    public static StageFlowAnswer Answer(QuestionContext context, StageFlowQuestion question)
    {
        var kernels = Run(context, question, null);
        var size = kernels[0].Size;
        var names = context.Names.Stages;
        var lengths = ValueLists.ByCell(kernels.Select(k => k.Lengths), context.Cancellation);
        var moves = from cell in lengths
                    let time = ValueLists.Statistics(cell.Value)
                    select new StageMove(names.Name(cell.Key / size), names.Name(cell.Key % size), cell.Value.Length,
                        kernels.Sum(k => k.Movers[cell.Key]), time.Mean / 1000, time.Median / 1000);
        var stages = Enumerable.Range(1, size - 1)
            .Select(s => new StageStand(names.Name(s), kernels.Sum(k => k.Ever[s]), kernels.Sum(k => k.Last[s]))).Where(s => s.Customers > 0);
        return new StageFlowAnswer(
            [.. moves.OrderBy(m => m.From, StringComparer.Ordinal).ThenBy(m => m.To, StringComparer.Ordinal)], [.. stages.OrderBy(s => s.Stage, StringComparer.Ordinal)]);
    }

    /// <summary>The customers who moved from one stage to another.</summary>
    public static int[] People(QuestionContext context, StageFlowQuestion question, string from, string to)
    {
        var names = context.Names.Stages;
        return PeopleList.Join(Run(context, question, (names.Find(from), names.Find(to))).Select(k => k.People));
    }

    private static StageFlowKernel[] Run(QuestionContext context, StageFlowQuestion question, (int, int)? probe)
    {
        var size = context.Names.Stages.Count + 1;
        if (size > 1000) throw new QuestionException("too_many_stages", "There are more than 1,000 stages; clean them up first.");
        return context.Scan(question.Scope, Needs.Stage).Run(() => new StageFlowKernel(size, probe), context.Cancellation);
    }
}

/// <summary>Follows a customer through the stages.</summary>
internal struct StageFlowKernel(int size, (int From, int To)? probe) : IKernel
{
    private readonly int[] _moved = new int[size * size], _been = new int[size];
    private int _visit;

    public readonly int Size = size;
    public readonly int[] Movers = new int[size * size], Ever = new int[size], Last = new int[size];
    public readonly ValueLists Lengths = new();
    public readonly List<int> People = [];

    public void Visit(ref RowView rows)
    {
        _visit++;
        var stage = 0;
        long since = 0;
        for (var i = rows.From; i < rows.To; i++)
        {
            var next = rows.Stage[rows.Offset + i];
            if (next == 0 || next == stage) continue;
            var time = rows.TimeMs(i);
            if (_been[next] != _visit) (_been[next], Ever[next]) = (_visit, Ever[next] + 1);
            if (stage != 0) Move((stage * Size) + next, time - since, rows.Customer);
            (stage, since) = (next, time);
        }
        if (stage != 0) Last[stage]++;
    }

    private readonly void Move(int cell, long lengthMs, int customer)
    {
        Lengths.Add(cell, lengthMs);
        if (_moved[cell] != _visit) (_moved[cell], Movers[cell]) = (_visit, Movers[cell] + 1);
        if (probe is { } wanted && (wanted.From * Size) + wanted.To == cell) PeopleList.AddOnce(People, customer);
    }
}
