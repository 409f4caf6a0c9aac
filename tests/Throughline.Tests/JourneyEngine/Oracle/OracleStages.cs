using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine.Oracle;

/// <summary>Stages walked naively: every rule looks at the whole history again.</summary>
public static class OracleStages
{
    public static List<StageChange> Walk(IEnumerable<OracleRow> all, StageRules rules, long atMs)
    {
        var order = rules.Order.ToList();
        var staged = all.Where(r => r.TimeMs <= atMs && (order.Contains(r.Stage) || r.Stage == rules.Defected)).ToList();
        var changes = new List<StageChange>();
        // The first row counts whatever its stage; of the others, those of the first stage do not.
        List<OracleRow> counting = [.. staged.Take(1), .. staged.Skip(1).Where(r => r.Stage != order[0])];
        for (var i = 0; i < counting.Count; i++)
        {
            var before = counting.Take(i).ToList();
            Silence(before, counting[i].TimeMs);
            if (Step(before, counting[i]) is not { } step) continue;
            var round = changes.Count == 0 ? 1 : changes[^1].Round + (step == StageStep.CameRound ? 1 : 0);
            changes.Add(new StageChange(
                counting[i].TimeMs, changes.LastOrDefault()?.To, counting[i].Stage, step, counting[i].Position, round, counting[i].Touchpoint));
        }
        Silence(counting, atMs);
        return changes;

        void Silence(List<OracleRow> before, long until)
        {
            if (rules.Silence is not { } silence || changes.Count == 0 || changes[^1].To == rules.Defected) return;
            if (!before.Any(r => order.IndexOf(r.Stage) >= rules.BoughtFrom)) return;
            var fallsAt = before[^1].TimeMs + (long)silence.TotalMilliseconds;
            if (until > fallsAt)
                changes.Add(new StageChange(
                    fallsAt, changes[^1].To, rules.Defected, StageStep.FellSilent, before[^1].Position, changes[^1].Round, before[^1].Touchpoint));
        }

        StageStep? Step(List<OracleRow> before, OracleRow row)
        {
            if (changes.Count == 0) return StageStep.Began;
            var (present, next) = (changes[^1].To, row.Stage);
            if (present == next) return null;
            if (next == rules.Defected) return StageStep.Left;
            if (present == rules.Defected) return StageStep.CameBack;
            if (order.IndexOf(next) > order.IndexOf(present)) return StageStep.Advanced;
            var held = before.Last(r => r.Stage != rules.Defected && order.IndexOf(r.Stage) >= order.IndexOf(present));
            if (row.TimeMs - held.TimeMs <= (long)rules.Settle.TotalMilliseconds) return null;
            return order.IndexOf(present) >= rules.BoughtFrom ? StageStep.CameRound : StageStep.FellBack;
        }
    }
}
