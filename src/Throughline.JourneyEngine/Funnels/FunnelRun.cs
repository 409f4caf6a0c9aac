namespace Throughline.JourneyEngine;

/// <summary>Answers funnel questions.</summary>
internal static class FunnelRun
{
    public static FunnelAnswer Answer(QuestionContext context, FunnelQuestion question)
    {
        var plan = new FunnelPlan(context.Names, question);
        var kernels = Scan(context, question, plan, null, null);
        var all = Sum([.. kernels.Select(k => k.All)], _ => 0, plan, context.Cancellation);
        var parts = question.Breakdown is null ? [] : Parts(context, question.Breakdown, plan, question, kernels);
        return new FunnelAnswer(Steps(question, all.Counts.GetValueOrDefault(0), all.Times, 0), parts);
    }

    /// <summary>The customers behind a cell.</summary>
    public static int[] People(QuestionContext context, FunnelQuestion question, FunnelCell cell)
    {
        var plan = new FunnelPlan(context.Names, question);
        if (cell.Step < 0 || cell.Step >= plan.K) throw new QuestionException("no_such_cell", $"The step must be from 0 to {plan.K - 1}.");
        if (cell.Key is not null && question.Breakdown is null) throw new QuestionException("no_such_cell", "Without a breakdown there are no keys.");
        Func<int, bool>? isKey = cell.Key is { } key ? code => KeyName(plan, question.Breakdown!, code) == key : null;
        return PeopleList.Join(Scan(context, question, plan, cell, isKey).Select(k => k.People));
    }

    private static FunnelKernel[] Scan(QuestionContext context, FunnelQuestion question, FunnelPlan plan, FunnelCell? cell, Func<int, bool>? isKey)
        => context
            .Scan(question.Scope, plan.Needs, plan.RequiredTypes, plan.RelevantTypes)
            .Run(() => new FunnelKernel(plan, cell, isKey), context.Cancellation);

    private static FunnelPart[] Parts(QuestionContext context, FunnelBreakdown breakdown, FunnelPlan plan, FunnelQuestion question, FunnelKernel[] kernels)
    {
        FunnelTally[] tallies = [.. kernels.Select(k => k.ByKey)];
        var byKey = Sum(tallies, k => k, plan, context.Cancellation, withTimes: false);
        int[] ranked = [.. byKey.Counts
            .OrderByDescending(c => c.Value[0])
            .ThenBy(c => KeyName(plan, breakdown, c.Key), StringComparer.Ordinal)
            .Select(c => c.Key)];
        var kept = ranked.Take(breakdown.Top).Select((key, place) => (key, place)).ToDictionary(k => k.key, k => k.place);
        var other = kept.Count;
        var sums = Sum(tallies, k => kept.GetValueOrDefault(k, other), plan, context.Cancellation);
        var places = sums.Counts.Keys.Order();
        return [.. places.Select(p => new FunnelPart(
            p == other ? "" : KeyName(plan, breakdown, ranked[p]), p == other, Steps(question, sums.Counts[p], sums.Times, p)))];
    }

    private static string KeyName(FunnelPlan plan, FunnelBreakdown breakdown, int key)
        => plan.Column is { } column ? column.Names.Name(key) : breakdown.Segments[key].Key;

    /// <summary>Joins the tallies of the threads, with keys mapped to places.</summary>
    private static (Dictionary<int, int[]> Counts, Dictionary<int, long[]> Times) Sum(
        FunnelTally[] tallies, Func<int, int> place, FunnelPlan plan, CancellationToken ct, bool withTimes = true)
    {
        var counts = new Dictionary<int, int[]>();
        foreach (var (key, steps) in tallies.SelectMany(t => t.Counts))
        {
            if (!counts.TryGetValue(place(key), out var sum)) counts[place(key)] = sum = new int[plan.K];
            for (var k = 0; k < plan.K; k++) sum[k] += steps[k];
        }
        if (!withTimes) return (counts, []);
        var joined = new Dictionary<int, long[]>();
        foreach (var group in ValueLists.ByCell(tallies.Select(t => t.Times), ct).GroupBy(c => (place(c.Key / plan.K) * plan.K) + (c.Key % plan.K)))
        {
            long[][] lists = [.. group.Select(g => g.Value)];
            joined[group.Key] = lists.Length == 1 ? lists[0] : [.. lists.SelectMany(l => l).Order()];
        }
        return (counts, joined);
    }

    private static FunnelSteps Steps(FunnelQuestion question, int[]? counts, Dictionary<int, long[]> times, int key)
    {
        var k = question.Steps.Count;
        counts ??= new int[k];
        var steps = question.Steps.Select((step, i) => new FunnelStepAnswer(step.Event.Event, counts[i],
            counts[0] == 0 ? 0 : (double)counts[i] / counts[0], Distribution(i == 0 ? null : times.GetValueOrDefault((key * k) + i))));
        var total = times.GetValueOrDefault(key * k);
        return new FunnelSteps([.. steps], Distribution(total) with { Stretches = total is null ? [] : TimeScale.Count(total, question.WindowSeconds) });
    }

    private static TimeDistribution Distribution(long[]? ascendingMs)
    {
        if (ascendingMs is null || ascendingMs.Length == 0) return new TimeDistribution(0, 0, 0, []);
        var (mean, median) = ValueLists.Statistics(ascendingMs);
        var deciles = Enumerable.Range(0, 11).Select(d => ascendingMs[d == 0 ? 0 : (int)(((long)ascendingMs.Length * d + 9) / 10) - 1] / 1000.0);
        return new TimeDistribution(ascendingMs.Length, mean / 1000, median / 1000, [.. deciles]);
    }
}
