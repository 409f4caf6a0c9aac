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
        if ((long)Touchpoints * Parts > LargestTable)
            throw new QuestionException("answer_too_large", "The answer would have more than 16 million cells; ask for fewer parts.");
        Starts = [.. Enumerable.Range(0, Parts + 1).Select(p => question.Scope.FromMs
            + (long)((Int128)(question.Scope.ToMs - question.Scope.FromMs) * p / Parts))];
        // A touchpoint that no row has cannot reach its goal.
        TouchpointGoal[] goals = [.. question.Goals.Where(g => names.Touchpoints.Find(g.Touchpoint) > 0)];
        (Events, WithinMs) = ([.. goals.Select(g => new EventMatcher(names, g.Event))], [.. goals.Select(g => g.WithinSeconds * 1000)]);
        GoalOf = new int[Touchpoints];
        Array.Fill(GoalOf, -1);
        for (var g = 0; g < goals.Length; g++) GoalOf[names.Touchpoints.Find(goals[g].Touchpoint)] = g;
        GoalsOfType = new int[names.EventTypes.Count + 1][];
        for (var type = 0; type < GoalsOfType.Length; type++)
            GoalsOfType[type] = [.. Enumerable.Range(0, goals.Length).Where(g => Events[g].Type < 0 || (type > 0 && Events[g].Type == type))];
        AllGoalsOfType = [.. GoalsOfType.SelectMany(g => g)];
        FirstGoalOfType = new int[GoalsOfType.Length + 1];
        for (var type = 0; type < GoalsOfType.Length; type++) FirstGoalOfType[type + 1] = FirstGoalOfType[type] + GoalsOfType[type].Length;
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

    /// <summary>The same in one list, and where in it each type begins.</summary>
    public int[] AllGoalsOfType { get; }
    public int[] FirstGoalOfType { get; }
    public Needs Needs { get; }

    /// <summary>The part of a time, which is not before the part given.</summary>
    public int PartOf(long timeMs, int notBefore)
    {
        while (timeMs >= Starts[notBefore + 1]) notBefore++;
        return notBefore;
    }

    /// <summary>True when a goal may still be reached after its last touch.</summary>
    public bool HasTimeLeft(int goal, long touchedAtMs) => touchedAtMs + WithinMs[goal] > NowMs;

    private static void Check(TouchpointsQuestion question)
    {
        question.Scope.Check();
        if (question.Parts is < 1 or > 366) throw new QuestionException("parts_out_of_range", "Cut the period into 1 to 366 parts.");
        if (question.Goals.Any(g => g.WithinSeconds is < 0 or > LongestWithin))
            throw new QuestionException("window_out_of_range", "A goal's time must be from 0 seconds to 100 years.");
        if (question.Goals.DistinctBy(g => g.Touchpoint, StringComparer.Ordinal).Count() < question.Goals.Count)
            throw new QuestionException("repeated_goal", "Give each touchpoint one goal.");
    }
}
