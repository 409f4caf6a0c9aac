using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine.Oracle;

/// <summary>Touchpoints and their goals, counted naively: every row at a touchpoint against every row of the customer.</summary>
public sealed class OracleTouchpoints(OracleStore store, TouchpointsQuestion question)
{
    private readonly List<(int Key, IReadOnlyList<OracleRow> All, List<OracleRow> Rows)> _customers = [.. new OracleQuestions(store).In(question.Scope)];

    public IEnumerable<string> Touchpoints => _customers.SelectMany(c => c.Rows).Select(r => r.Touchpoint).Distinct().Order(StringComparer.Ordinal);

    public IEnumerable<string> Stages =>
        _customers.SelectMany(c => c.Rows).Select(r => r.Stage).Where(s => s.Length > 0).Distinct().Order(StringComparer.Ordinal);

    public (long From, long To) Part(int part)
    {
        var (from, length) = (question.Scope.FromMs, question.Scope.ToMs - question.Scope.FromMs);
        return (from + (length * part / question.Parts), from + (length * (part + 1) / question.Parts));
    }

    public long Rows((long From, long To) period, Func<OracleRow, bool> fits) => _customers.Sum(c => c.Rows.Count(r => fits(r) && Inside(r, period)));

    public List<int> Customers((long From, long To) period, Func<OracleRow, bool> fits) =>
        [.. _customers.Where(c => c.Rows.Any(r => fits(r) && Inside(r, period))).Select(c => c.Key)];

    public List<int> Customers((long From, long To) period, string touchpoint, GoalState state)
    {
        if (question.Goals.FirstOrDefault(g => g.Touchpoint == touchpoint) is not { } goal) return [];
        return [.. from c in _customers
                   let visits = c.Rows.Where(r => r.Touchpoint == touchpoint && Inside(r, period)).ToList()
                   where visits.Count > 0 && StateOf(visits, c.All, goal) == state
                   select c.Key];
    }

    private GoalState StateOf(List<OracleRow> visits, IReadOnlyList<OracleRow> all, TouchpointGoal goal)
    {
        var events = all.Where(r => OracleQuestions.Fits(r, goal.Event) && r.TimeMs <= question.NowMs).ToList();
        var within = goal.WithinSeconds * 1000;
        var judged = visits.Where(v => v.TimeMs + within <= question.NowMs).ToList();
        if (judged.Count == 0) return GoalState.Open;
        return judged.Any(v => events.Any(e => e.TimeMs >= v.TimeMs && e.TimeMs <= v.TimeMs + within)) ? GoalState.Reached : GoalState.Missed;
    }

    private static bool Inside(OracleRow row, (long From, long To) period) => row.TimeMs >= period.From && row.TimeMs < period.To;
}
