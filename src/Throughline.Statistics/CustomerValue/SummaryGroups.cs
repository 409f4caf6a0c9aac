namespace Throughline.Statistics.CustomerValue;

/// <summary>Customers gathered by equal summaries under equal repeats, so that a likelihood looks at each kind once.</summary>
internal sealed class SummaryGroups
{
    private SummaryGroups(IReadOnlyCollection<PurchaseSummary> customers)
    {
        ByRepeats = [.. customers.GroupBy(c => c.Repeats).OrderBy(g => g.Key)
            .Select(g => (g.Key, g.GroupBy(c => c).Select(same => (same.Key, same.Count())).ToArray()))];
        var repeating = customers.Where(c => c.Repeats > 0 && c.Last > 0).ToArray();
        TypicalGap = repeating.Length == 0 ? 1 : repeating.Sum(c => c.Last) / repeating.Sum(c => (double)c.Repeats);
    }

    public (int Repeats, (PurchaseSummary Customer, int Count)[] Customers)[] ByRepeats { get; }

    /// <summary>The mean time between purchases of those who bought again: where the search for a rate begins.</summary>
    public double TypicalGap { get; }

    public static SummaryGroups Of(IReadOnlyCollection<PurchaseSummary> customers)
    {
        if (customers.Count == 0) throw new CannotFitException("no_customers", "A customer-value model needs at least one customer.");
        foreach (var customer in customers) customer.Check();
        if (customers.All(c => c.Repeats == 0))
            throw new CannotFitException("no_repeat_purchases", "Nobody bought a second time, so nothing can be said about repeat purchases.");
        return new(customers);
    }
}
