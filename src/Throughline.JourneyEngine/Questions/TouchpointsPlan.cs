namespace Throughline.JourneyEngine;

/// <summary>A touchpoints question compiled for a store.</summary>
internal sealed class TouchpointsPlan
{
    private const long LongestWithin = 3_153_600_000; // 100 years
    private const int LargestTable = 1 << 24;

    public TouchpointsPlan(StoreNames names, TouchpointsQuestion question)
    {
        Check(question);
        (Touchpoints, Stages, Parts, NowMs) = (names.Touchpoints.Count + 1, names.Stages.Count + 1, question.Parts, question.NowMs);
        if ((long)Touchpoints * Parts > LargestTable) throw new QuestionException("answer_too_large", "The answer would have more than 16 million cells; ask for fewer parts.");
        Starts = [.. Enumerable.Range(0, Parts + 1).Select(p => question.Scope.FromMs + (long)((Int128)(question.Scope.ToMs - question.Scope.FromMs) * p / Parts))];
        // A touchpoint that no row has cannot reach its goal.
        TouchpointGoal[] goals = [.. question.Goals.Where(g => names.Touchpoints.Find(g.Touchpoint) > 0)];
        (Events, WithinMs) = ([.. goals.Select(g => new EventMatcher(names, g.Event))], [.. goals.Select(g => g.WithinSeconds * 1000)]);
        GoalOf = new int[Touchpoints];
        Array.Fill(GoalOf, -1);
        for (var g = 0; g < goals.Length; g++) GoalOf[names.Touchpoints.Find(goals[g].Touchpoint)] = g;
        GoalsOfType = new int[names.EventTypes.Count + 1][];
        for (var type = 0; type < GoalsOfType.Length; type++) GoalsOfType[type] = [.. Enumerable.Range(0, goals.Length).Where(g => Events[g].Type < 0 || (type > 0 && Events[g].Type == type))];
        Needs = Events.Aggregate(Needs.Touchpoint | Needs.Stage | (goals.Length > 0 ? Needs.Type : 0), (needs, e) => needs | e.Needs);
    }

    /// <summary>Codes, "none" included.</summary>
    public int Touchpoints { get; }
    public int Stages { get; }
    public int Parts { get; }
    public long NowMs { get; }

    /// <summary>Where the parts begin, and the end of the last.</summary>
    public long[] Starts { get; }

    /// <summary>The goal of a touchpoint by code, or -1.</summary>
    public int[] GoalOf { get; }
    public EventMatcher[] Events { get; }
    public long[] WithinMs { get; }

    /// <summary>Goals that an event type may reach, conditions aside.</summary>
    public int[][] GoalsOfType { get; }
    public Needs Needs { get; }

    private static void Check(TouchpointsQuestion question)
    {
        question.Scope.Check();
        if (question.Parts is < 1 or > 366) throw new QuestionException("parts_out_of_range", "Cut the period into 1 to 366 parts.");
        if (question.Goals.Any(g => g.WithinSeconds is < 0 or > LongestWithin)) throw new QuestionException("window_out_of_range", "A goal's time must be from 0 seconds to 100 years.");
        if (question.Goals.DistinctBy(g => g.Touchpoint, StringComparer.Ordinal).Count() < question.Goals.Count) throw new QuestionException("repeated_goal", "Give each touchpoint one goal.");
    }
}

/// <summary>What touchpoints count: rows and customers by touchpoint and part, goals by goal and part. One a thread.</summary>
internal sealed class TouchpointCounts(TouchpointsPlan plan)
{
    public readonly long[] PartRows = new long[plan.Touchpoints * plan.Parts], StageRows = new long[plan.Stages];
    public readonly int[] PartCustomers = new int[plan.Touchpoints * plan.Parts], Customers = new int[plan.Touchpoints], StageCustomers = new int[plan.Stages];
    public readonly int[] PartReached = new int[plan.Events.Length * plan.Parts], PartOpen = new int[plan.Events.Length * plan.Parts];
    public readonly int[] Reached = new int[plan.Events.Length], Open = new int[plan.Events.Length];

    public static TouchpointCounts Join(IEnumerable<TouchpointCounts> parts) => parts.Aggregate((sum, part) =>
    {
        Add(sum.PartRows, part.PartRows);
        Add(sum.StageRows, part.StageRows);
        Add(sum.PartCustomers, part.PartCustomers);
        Add(sum.Customers, part.Customers);
        Add(sum.StageCustomers, part.StageCustomers);
        Add(sum.PartReached, part.PartReached);
        Add(sum.PartOpen, part.PartOpen);
        Add(sum.Reached, part.Reached);
        Add(sum.Open, part.Open);
        return sum;
    });

    private static void Add<T>(T[] sum, T[] part) where T : System.Numerics.INumber<T>
    {
        for (var i = 0; i < sum.Length; i++) sum[i] += part[i];
    }
}
