using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>Which goals one customer reaches when the period is one part: only the last touch of each goal matters. One a thread.</summary>
internal sealed unsafe class WholeGoals(TouchpointsPlan plan, TouchpointCounts counts)
{
    private struct Goal
    {
        public long TouchedAt, EventAt, WithinMs;
        public uint Touched, TouchedLate, Happened, Reached;
    }

    private readonly Goal[] _goals = [.. plan.WithinMs.Select(w => new Goal { WithinMs = w })];
    private readonly int[] _touched = new int[plan.Events.Length + 1];
    private uint _visit;

    public void Visit(in RowView rows, uint visit)
    {
        _visit = visit;
        fixed (Goal* goals = _goals)
        fixed (int* touched = _touched, goalOf = plan.GoalOf, firstOfType = plan.FirstGoalOfType, goalsOfType = plan.AllGoalsOfType)
        {
            var count = Walk(rows, goals, touched, goalOf, firstOfType, goalsOfType);
            for (var n = 0; n < count; n++)
            {
                var goal = goals + touched[n];
                if (goal->Reached == visit) counts.Reached[touched[n]]++;
                else if (goal->Touched != visit) counts.Open[touched[n]]++;
            }
        }
    }

    /// <summary>How the customer, who was at the touchpoint, stands with its goal.</summary>
    public GoalState StateOf(int goal)
        => _goals[goal].Reached == _visit ? GoalState.Reached : _goals[goal].Touched == _visit ? GoalState.Missed : GoalState.Open;

    /// <summary>Goes through the rows and lists the goals whose touchpoint the customer was at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Walk(in RowView rows, Goal* goals, int* touched, int* goalOf, int* firstOfType, int* goalsOfType)
    {
        var (count, visit, now) = (0, _visit, plan.NowMs);
        long lastChance = -1;
        var (touchpoints, types) = (rows.Touchpoint, rows.Type);
        for (var i = rows.From; i < rows.Count; i++)
        {
            var time = rows.TimeMs(i);
            if (i >= rows.To && time > lastChance) break;
            var at = i < rows.To ? goalOf[touchpoints[rows.Offset + i]] : -1;
            if (at >= 0)
            {
                var goal = goals + at;
                touched[count] = at;
                count += goal->Touched != visit && goal->TouchedLate != visit ? 1 : 0;
                if (time + goal->WithinMs > now) goal->TouchedLate = visit;
                else (goal->Touched, goal->TouchedAt) = (visit, time);
                lastChance = Math.Max(lastChance, time + goal->WithinMs);
                // An event at this very moment came earlier in the journal.
                if (goal->EventAt == time && goal->Happened == visit && goal->Touched == visit && goal->TouchedAt == time) goal->Reached = visit;
            }
            if (time > now) continue;
            int type = types[rows.Offset + i], last = firstOfType[type + 1];
            for (var n = firstOfType[type]; n < last; n++)
            {
                var goal = goals + goalsOfType[n];
                if (plan.Events[goalsOfType[n]].Where is { } where && !where.Passes(rows, i)) continue;
                (goal->Happened, goal->EventAt) = (visit, time);
                if (goal->Touched == visit && time - goal->TouchedAt <= goal->WithinMs) goal->Reached = visit;
            }
        }
        return count;
    }
}
