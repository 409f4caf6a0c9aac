using Throughline.JourneyEngine;
using Throughline.Tests.JourneyEngine.Oracle;

namespace Throughline.Tests.JourneyEngine;

/// <summary>Compares the engine with the oracle, question by question, people behind the cells included.</summary>
public static class Agreement
{
    public static void CheckAll(JourneyStore store, OracleStore truth, RandomQuestions random)
    {
        FunnelAgreement.Check(store, truth, random.Funnel());
        FunnelAgreement.Check(store, truth, random.Funnel());
        Retention(store, truth, random.Retention());
        Paths(store, truth, random.Paths());
        Switches(store, truth, random.Switches());
        Trend(store, truth, random.Trend());
        StageAgreement.Check(store, truth, random.StageFlow());
        TouchpointAgreement.Check(store, truth, random.Touchpoints());
        PromiseAgreement.Check(store, truth, random.Promises());
        NextSteps(store, truth, random.NextSteps());
        WhoDid(store, truth, new WhoDidQuestion
        { Scope = random.Scope(), Event = random.Pattern(), AtLeast = random.Next(3) + 1, AtMost = random.One(3, int.MaxValue)
        });
        Timelines(store, truth, random);
    }

    public static void Retention(JourneyStore store, OracleStore truth, RetentionQuestion q)
    {
        var expected = new OracleQuestions(truth).Retention(q);
        var answer = store.Ask(q);
        Assert.Equal(expected.Count, answer.Cohorts.Count);
        foreach (var (cohort, members) in expected)
        {
            Assert.Equal(members.Count, answer.Cohorts[cohort].Size);
            Assert.Equal(Math.Min(q.Periods, expected.Count - cohort), answer.Cohorts[cohort].Returned.Count);
            for (var k = 0; k < answer.Cohorts[cohort].Returned.Count; k++)
                Assert.Equal(members.Count(m => m.Returned.Contains(k)), answer.Cohorts[cohort].Returned[k]);
        }
        var (probe, _) = expected.MaxBy(c => c.Members.Count);
        Assert.Equal(expected[probe].Members.Select(m => m.Key).Order(), store.People(q, probe, null));
        Assert.Equal(expected[probe].Members.Where(m => m.Returned.Contains(0)).Select(m => m.Key).Order(), store.People(q, probe, 0));
    }

    public static void Paths(JourneyStore store, OracleStore truth, PathsQuestion q)
    {
        var nodes = new OracleQuestions(truth).Nodes(q);
        var edges = OracleQuestions.Edges(nodes);
        List<PathEdge> expected = [.. edges.GroupBy(e => (e.Step, e.Source, e.Target))
            .Select(g => new PathEdge(g.Key.Step, g.Key.Source, g.Key.Target, g.Count())
            {
                Customers = q.Customers ? g.Select(e => e.Customer).Distinct().Count() : 0
            })
            .OrderByDescending(e => e.Count).ThenBy(e => e.Step).ThenBy(e => e.Source, StringComparer.Ordinal).ThenBy(e => e.Target, StringComparer.Ordinal)];
        var answer = store.Ask(q);
        Assert.Equal(expected.Take(q.Top), answer.Edges);
        Assert.Equal(expected.Skip(q.Top).Sum(e => e.Count), answer.Other);
        Assert.Equal(!q.Customers ? [] : nodes.GroupBy(n => (n.Step, n.Event)).OrderBy(g => g.Key.Step).ThenBy(g => g.Key.Event, StringComparer.Ordinal)
            .Select(g => new PathNode(g.Key.Step, g.Key.Event, g.Select(n => n.Customer).Distinct().Count())), answer.Nodes);
        foreach (var edge in expected.Take(2))
            Assert.Equal(
                edges.Where(e => (e.Step, e.Source, e.Target) == (edge.Step, edge.Source, edge.Target)).Select(e => e.Customer).Distinct().Order(),
                store.People(q, edge.Step, edge.Source, edge.Target));
    }

    public static void Switches(JourneyStore store, OracleStore truth, SwitchesQuestion q)
    {
        var switches = new OracleQuestions(truth).Switches(q);
        var expected = switches
            .GroupBy(s => (s.From, s.To))
            .OrderBy(g => g.Key.From, StringComparer.Ordinal)
            .ThenBy(g => g.Key.To, StringComparer.Ordinal)
            .ToList();
        var found = store.Ask(q);
        var answer = found.Matrix;
        Assert.Equal(!q.Customers ? [] : new OracleQuestions(truth).OnChannels(q).GroupBy(r => r.Channel).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ChannelCustomers(g.Key, g.Select(r => r.Customer).Distinct().Count())), found.Channels);
        Assert.Equal(expected.Select(g => (g.Key.From, g.Key.To, (long)g.Count())), answer.Select(s => (s.From, s.To, s.Count)));
        foreach (var (group, cell) in expected.Zip(answer))
        {
            Assert.Equal(group.Sum(s => s.GapMs) / 1000.0, cell.TotalGapSeconds, 6);
            Assert.Equal(q.Customers ? group.Select(s => s.Customer).Distinct().Count() : 0, cell.Customers);
            if (q.Medians) Assert.Equal(OracleQuestions.Median(group.Select(s => (decimal)s.GapMs)) / 1000, cell.MedianGapSeconds, 6);
            Assert.Equal(group.Select(s => s.Customer).Distinct().Order(), store.People(q, cell.From, cell.To));
        }
    }

    public static void Trend(JourneyStore store, OracleStore truth, TrendQuestion q)
    {
        var rows = new OracleQuestions(truth).Trend(q);
        var answer = store.Ask(q);
        var expected = rows.GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.ToList());
        if (q.Breakdown.Count > 0)
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), answer.Series.Select(s => string.Join('|', s.Key)).Order(StringComparer.Ordinal));
        foreach (var series in answer.Series)
            foreach (var point in series.Points)
            {
                var at = DateTime.UnixEpoch.AddMilliseconds(point.AtMs);
                var cell = expected.GetValueOrDefault(string.Join('|', series.Key))?.Where(r => r.At == at).ToList() ?? [];
                Assert.Equal(Value(q, cell), point.Value, Math.Abs(point.Value) * 1e-9 + 1e-6);
                Assert.Equal(q.Measure == Measure.Customers ? cell.Select(c => c.Customer).Distinct().Count() : cell.Count, point.N);
            }
        if (rows.Count == 0) return;
        var probe = rows[0];
        var atMs = (long)(probe.At - DateTime.UnixEpoch).TotalMilliseconds;
        Assert.Equal(rows.Where(r => r.At == probe.At && r.Key == probe.Key).Select(r => r.Customer).Distinct().Order(),
            store.People(q, atMs, q.Breakdown.Count == 0 ? [] : probe.Key.Split('|')));
        TopTrend(store, q, rows);
    }

    private static void TopTrend(JourneyStore store, TrendQuestion q, List<(DateTime At, string Key, int Customer, OracleRow Row)> rows)
    {
        if (q.Breakdown.Count == 0) return;
        var top = store.Ask(q with { Top = 2, Measure = Measure.Customers });
        // The ranking counts all rows that fit, with or without a number.
        var all = q.Measure is Measure.Count or Measure.Customers ? rows : null;
        if (all is null) return;
        var counts = all.GroupBy(r => r.Key).Select(g => g.Count()).OrderDescending().ToList();
        var kept = top.Series.Where(s => !s.IsOther).Select(s => string.Join('|', s.Key)).ToHashSet();
        Assert.Equal(Math.Min(2, counts.Count), kept.Count);
        Assert.Equal(counts.Take(2).Sum(), all.Count(r => kept.Contains(r.Key)));
        var others = all.Where(r => !kept.Contains(r.Key)).GroupBy(r => r.At).ToDictionary(g => g.Key, g => g.Select(r => r.Customer).Distinct().Count());
        foreach (var point in top.Series.Where(s => s.IsOther).SelectMany(s => s.Points))
            Assert.Equal(others.GetValueOrDefault(DateTime.UnixEpoch.AddMilliseconds(point.AtMs)), point.Value);
        // The same series by name, whatever their rank, and one that occurs nowhere.
        var named = store.Ask(q with
        {
            Measure = Measure.Customers,
            Keys = [.. top.Series.Where(s => !s.IsOther).Select(s => s.Key), [.. q.Breakdown.Select(_ => "nowhere")]]
        });
        Assert.Equal(top.Series.SelectMany(s => s.Points), named.Series.SelectMany(s => s.Points));
    }

    private static double Value(TrendQuestion q, List<(DateTime At, string Key, int Customer, OracleRow Row)> cell) => q.Measure switch
    {
        Measure.Count => cell.Count,
        Measure.Customers => cell.Select(c => c.Customer).Distinct().Count(),
        Measure.Sum => (double)cell.Sum(c => OracleQuestions.Number(c.Row, q)!.Value),
        Measure.Average => cell.Count == 0 ? 0 : (double)cell.Average(c => OracleQuestions.Number(c.Row, q)!.Value),
        _ => cell.Count == 0 ? 0 : OracleQuestions.Median(cell.Select(c => OracleQuestions.Number(c.Row, q)!.Value)),
    };

    private static void NextSteps(JourneyStore store, OracleStore truth, NextStepsQuestion q)
    {
        var steps = new OracleQuestions(truth).NextSteps(q);
        var expected = steps
            .Where(s => s.Next is not null)
            .GroupBy(s => s.Next!)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToList();
        var answer = store.Ask(q);
        Assert.Equal((steps.Count, steps.Count(s => s.Next is null), expected.Skip(q.Top).Sum(g => g.Count())),
            ((int)answer.Total, (int)answer.Nothing, (int)answer.Other));
        Assert.Equal(expected.Take(q.Top).Select(g => (g.Key, (long)g.Count(), g.Select(s => s.Customer).Distinct().Count())),
            answer.Steps.Select(s => (s.Key, s.Count, s.Customers)));
        Assert.Equal(
            (steps.Select(s => s.Customer).Distinct().Count(), steps.Where(s => s.Next is null).Select(s => s.Customer).Distinct().Count()),
            (answer.Customers, answer.NothingCustomers));
        foreach (var (group, step) in expected.Zip(answer.Steps))
        {
            Assert.Equal(OracleQuestions.Median(group.Select(s => (decimal)s.WaitMs)) / 1000, step.MedianSeconds, 6);
            Assert.Equal(group.Select(s => s.Customer).Distinct().Order(), store.People(q, step.Key));
        }
        Assert.Equal(steps.Where(s => s.Next is null).Select(s => s.Customer).Distinct().Order(), store.People(q, null));
    }

    private static void WhoDid(JourneyStore store, OracleStore truth, WhoDidQuestion q)
    {
        var expected = new OracleQuestions(truth)
            .In(q.Scope)
            .Where(c => c.Rows.Count(r => OracleQuestions.Fits(r, q.Event)) is var n && n >= q.AtLeast && n <= q.AtMost)
            .Select(c => c.Key);
        Assert.Equal(expected.Order(), store.Ask(q).Customers());
    }

    private static void Timelines(JourneyStore store, OracleStore truth, RandomQuestions random)
    {
        var customer = random.Next(StreamUnderTest.Identities);
        var expected = truth.Customers().FirstOrDefault(c => c.Key == customer)?.Rows.Reverse().ToList() ?? [];
        var actual = new List<TimelineRow>();
        for (IReadOnlyList<TimelineRow> page = store.Timeline(customer, 3); page.Count > 0; page = store.Timeline(
            customer, 3, (page[^1].TimeMs, page[^1].Position))) actual.AddRange(page);
        Assert.Equal(expected.Select(r => (r.Position, r.TimeMs, r.Identity, r.Type, r.Channel, r.Touchpoint, r.Stage, r.Value ?? JourneyRow.NoValue)),
            actual.Select(r => (
                r.Position, r.TimeMs, r.Identity, store.Names.EventTypes.Name(r.Type), store.Names.Channels.Name(r.Channel),
                store.Names.Touchpoints.Name(r.Touchpoint), store.Names.Stages.Name(r.Stage), r.Value)));
    }
}
