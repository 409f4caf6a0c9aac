using Throughline.JourneyEngine;
using Throughline.Tests.JourneyEngine.Oracle;

namespace Throughline.Tests.JourneyEngine;

/// <summary>Compares stages with the oracle: one customer's changes, who stands where, and how all of them move.</summary>
public static class StageAgreement
{
    public static void Check(JourneyStore store, OracleStore truth, StageFlowQuestion q)
    {
        foreach (var customer in truth.Customers())
        {
            Assert.Equal(OracleStages.Walk(customer.Rows, q.Rules, q.AtMs), store.Stages(customer.Key, q.Rules, q.AtMs));
            var counts = store.CountsOf(customer.Key);
            Assert.Equal(Counted(customer.Rows.Select(r => r.Type)), counts.EventTypes);
            Assert.Equal(Counted(customer.Rows.Select(r => r.Channel)), counts.Channels);
        }
        foreach (var stage in (string[])[.. q.Rules.Order, q.Rules.Defected])
            Assert.Equal(
                truth.Customers().Where(c => OracleStages.Walk(c.Rows, q.Rules, q.AtMs).LastOrDefault()?.To == stage).Select(c => c.Key),
                store.Ask(new StageStandingQuestion(q.Rules, stage, q.AtMs)).Customers());
        Flow(store, truth, q);
    }

    private static IEnumerable<NameCount> Counted(IEnumerable<string> names) => names.Where(n => n.Length > 0).CountBy(n => n)
        .Select(pair => new NameCount(pair.Key, pair.Value)).OrderByDescending(n => n.Rows).ThenBy(n => n.Name, StringComparer.Ordinal);

    private static void Flow(JourneyStore store, OracleStore truth, StageFlowQuestion q)
    {
        var everyRow = q.Scope with { FromMs = 0, ToMs = JourneyRow.TimeLimitMs };
        var walks = new OracleQuestions(truth).In(everyRow).Select(c => (c.Key, Changes: OracleStages.Walk(c.Rows, q.Rules, q.AtMs))).ToList();
        var moves = walks.SelectMany(w => w.Changes
            .Zip(w.Changes.Skip(1))
            .Select(m => (w.Key, m.Second.From, m.Second.To, m.Second.Step, m.Second.AtMs, LengthMs: m.Second.AtMs - m.First.AtMs)))
            .Where(m => Inside(m.AtMs, q.Scope)).ToList();
        string[] names = [.. q.Rules.Order, q.Rules.Defected];
        var expected = moves
            .GroupBy(m => (m.From, m.To, m.Step))
            .OrderBy(g => Array.IndexOf(names, g.Key.From))
            .ThenBy(g => Array.IndexOf(names, g.Key.To))
            .ThenBy(g => g.Key.Step)
            .ToList();
        var answer = store.Ask(q);
        Assert.Equal(expected.Select(g => (g.Key.From, g.Key.To, g.Key.Step, (long)g.Count(), g.Select(m => m.Key).Distinct().Count())),
            answer.Moves.Select(m => ((string?)m.From, m.To, m.Step, m.Moves, m.Customers)));
        foreach (var (group, move) in expected.Zip(answer.Moves))
        {
            Assert.Equal(group.Average(m => m.LengthMs) / 1000, move.MeanSeconds, 6);
            Assert.Equal(OracleQuestions.Median(group.Select(m => (decimal)m.LengthMs)) / 1000, move.MedianSeconds, 6);
            var between = moves.Where(m => (m.From, m.To) == (move.From, move.To)).ToList();
            Assert.Equal(between.Select(m => m.Key).Distinct().Order(), store.People(q, move.From, move.To));
            Assert.Equal(between.Where(m => m.Step == move.Step).Select(m => m.Key).Distinct().Order(), store.People(q, move.From, move.To, move.Step));
        }
        foreach (var stage in answer.Stages)
            Assert.Equal(moves.Where(m => m.To == stage.Stage).Select(m => m.Key).Distinct().Order(), store.People(q, null, stage.Stage));
        var stands = names.Select(n => new StageStand(
            n,
            walks.Count(w => Stood(w.Changes, n, q.Scope)),
            walks.Count(w => w.Changes.LastOrDefault()?.To == n),
            walks.Count(w => w.Changes.FirstOrDefault() is { } f && f.To == n && Inside(f.AtMs, q.Scope)),
            moves.Where(m => m.To == n).Select(m => m.Key).Distinct().Count()));
        Assert.Equal(stands.Where(s => s.Customers > 0 || s.Last > 0), answer.Stages);
    }

    /// <summary>Came into the stage in the period, or was in it when the period began and for a while after.</summary>
    private static bool Stood(List<StageChange> changes, string stage, Scope scope)
        => changes.Select((c, i) => (c.To, c.AtMs, Until: i + 1 < changes.Count ? changes[i + 1].AtMs : long.MaxValue))
            .Any(s => s.To == stage && (Inside(s.AtMs, scope) || (s.AtMs < scope.FromMs && s.Until > scope.FromMs)));

    private static bool Inside(long timeMs, Scope scope) => timeMs >= scope.FromMs && timeMs < scope.ToMs;
}
