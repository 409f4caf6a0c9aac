using Throughline.JourneyEngine;
using Throughline.Tests.JourneyEngine.Oracle;

namespace Throughline.Tests.JourneyEngine;

/// <summary>Compares the engine's funnels with the oracle's.</summary>
public static class FunnelAgreement
{
    public static void Check(JourneyStore store, OracleStore truth, FunnelQuestion question)
    {
        List<(int Customer, string? Key, OracleTry Try)> expected = [.. Expected(truth, question)];
        var answer = store.Ask(question);
        Same(question, [.. expected.Where(e => e.Key is null).Select(e => e.Try)], answer.All);
        for (var k = 0; k < question.Steps.Count; k++)
        {
            Assert.Equal(expected.Where(e => e.Key is null && e.Try.Times.ContainsKey(k)).Select(e => e.Customer).Order(),
                store.People(question, new FunnelCell(k)));
            if (k > 0) Assert.Equal(
                expected.Where(e => e.Key is null && e.Try.Depth < k && e.Try.Times.ContainsKey(k - 1)).Select(e => e.Customer).Order(),
                store.People(question, new FunnelCell(k, Dropped: true)));
        }
        if (question.Breakdown is { } breakdown) CheckBreakdown(store, question, breakdown, expected, answer);
    }

    private static void CheckBreakdown(
        JourneyStore store, FunnelQuestion question, FunnelBreakdown breakdown, List<(int Customer, string? Key, OracleTry Try)> expected, FunnelAnswer answer)
    {
        var byKey = expected
            .Where(e => e.Key is not null)
            .GroupBy(e => e.Key!)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToList();
        Assert.Equal(byKey.Take(breakdown.Top).Select(g => g.Key), answer.Breakdown.Where(p => !p.IsOther).Select(p => p.Key));
        foreach (var (group, part) in byKey.Zip(answer.Breakdown))
        {
            if (part.IsOther) break;
            Same(question, [.. group.Select(e => e.Try)], part.Funnel);
            Assert.Equal(group.Select(e => e.Customer).Order(), store.People(question, new FunnelCell(0, Key: part.Key)));
        }
        Assert.Equal(byKey.Skip(breakdown.Top).Sum(g => g.Count()), answer.Breakdown.Where(p => p.IsOther).Sum(p => p.Funnel.Steps[0].Customers));
    }

    private static void Same(FunnelQuestion question, List<OracleTry> tries, FunnelSteps actual)
    {
        for (var k = 0; k < question.Steps.Count; k++)
        {
            Assert.Equal(tries.Count(t => t.Times.ContainsKey(k)), actual.Steps[k].Customers);
            if (!question.StepTimes || k == 0) continue;
            SameTimes([.. tries.Where(t => t.Times.ContainsKey(k)).Select(t => t.Times[k] - t.Times.Last(s => s.Key < k).Value)],
                actual.Steps[k].FromStepBefore);
        }
        SameTimes([.. tries.Where(t => t.Depth == question.Steps.Count - 1).Select(t => t.Times[t.Depth] - t.Times[0])], actual.Total);
    }

    private static void SameTimes(List<long> expectedMs, TimeDistribution actual)
    {
        Assert.Equal(expectedMs.Count, actual.N);
        if (expectedMs.Count == 0) return;
        Assert.Equal(expectedMs.Average() / 1000, actual.MeanSeconds, 6);
        Assert.Equal(OracleQuestions.Median(expectedMs.Select(t => (decimal)t)) / 1000, actual.MedianSeconds, 6);
        Assert.Equal(expectedMs.Max() / 1000.0, actual.DecilesSeconds[10], 6);
        Assert.Equal(expectedMs.Min() / 1000.0, actual.DecilesSeconds[0], 6);
    }

    private static IEnumerable<(int Customer, string? Key, OracleTry Try)> Expected(OracleStore truth, FunnelQuestion q)
    {
        var optional = q.Steps.Select((s, k) => s.Optional ? 1u << k : 0).Aggregate(0u, (a, b) => a | b);
        var oracle = new OracleFunnel(q.Steps.Count, q.WindowSeconds * 1000, optional, q.Exclusions, q.StartsBeforeMs, q.SharesRow);
        foreach (var (key, all, rows) in new OracleQuestions(truth).In(q.Scope))
        {
            List<(OracleRow Row, OracleEvent Event)> events = [.. rows.Select(r => (r, EventOf(q, all, r)))
                .Where(e => q.Mode == FunnelMode.Strict || e.Item2.Steps != 0 || e.Item2.Exclusions != 0)];
            var best = oracle.Best(q.Mode, [.. events.Select(e => e.Event)]);
            if (best is not null) yield return (key, null, best);
            if (q.Breakdown is not { } breakdown) continue;
            if (breakdown.By is null)
            {
                if (best is not null) foreach (var set in breakdown.Segments.Where(s => s.Customers.Contains(key))) yield return (key, set.Key, best);
                continue;
            }
            var touches = events.Where(e => e.Event.Steps != 0).Select(e => OracleQuestions.KeyOf(e.Row, breakdown.By)).ToList();
            if (breakdown.Attribution == Attribution.AllEvents)
            {
                foreach (var value in touches.Distinct())
                    if (oracle.Best(q.Mode, [.. events.Where(e => OracleQuestions.KeyOf(e.Row, breakdown.By) == value).Select(e => e.Event)]) is { } ofValue)
                        yield return (key, value, ofValue);
            }
            else if (best is not null)
            {
                var named = touches.Where(t => t.Length > 0);
                yield return (key, (breakdown.Attribution == Attribution.FirstTouch ? named.FirstOrDefault() : named.LastOrDefault()) ?? "", best);
            }
        }
    }

    private static OracleEvent EventOf(FunnelQuestion q, IReadOnlyList<OracleRow> all, OracleRow row)
    {
        uint steps = 0, exclusions = 0;
        for (var k = 0; k < q.Steps.Count; k++)
        {
            if (k == 0 && q.Mode != FunnelMode.Unordered && row.TimeMs >= q.StartsBeforeMs) continue;
            var (pattern, occurrence) = (q.Steps[k].Event, q.Steps[k].Occurrence);
            var fits = OracleQuestions.Fits(row, pattern) && occurrence switch
            {
                Occurrence.FirstEver => ReferenceEquals(row, all.First(r => pattern.Event == "*" || r.Type == pattern.Event)),
                Occurrence.FirstMatching => ReferenceEquals(row, all.First(r => OracleQuestions.Fits(r, pattern))),
                _ => true,
            };
            if (fits) steps |= 1u << k;
        }
        for (var x = 0; x < q.Exclusions.Count; x++) if (OracleQuestions.Fits(row, q.Exclusions[x].Event)) exclusions |= 1u << x;
        return new OracleEvent(row.TimeMs, steps, exclusions);
    }
}
