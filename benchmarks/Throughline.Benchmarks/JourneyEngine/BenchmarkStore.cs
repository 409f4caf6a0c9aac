using System.Diagnostics;
using Throughline.JourneyEngine;

namespace Throughline.Benchmarks.JourneyEngine;

/// <summary>A journey store filled with synthetic journeys, and how long that took.</summary>
internal static class BenchmarkStore
{
    private const int Batch = 8192;

    /// <summary>Fills a store in journal order as a rebuild would, keeps the last <paramref name="overlayShare"/> of the rows fresh, and
    /// joins some customers.</summary>
    public static JourneyStore Fill(string folder, SyntheticJourneys journeys, double overlayShare, double mergedShare, int threads)
    {
        var store = JourneyStore.Open(folder, new JourneyStoreOptions { PromotedProperties = ["browser", "plan"], Threads = threads });
        NameCodes(store);
        var journal = journeys.AsJournal();
        var fresh = (int)(journeys.Count * overlayShare);

        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        Append(store, journal, 0, journeys.Count - fresh);
        var appended = clock.Elapsed;
        store.Compact(threads);
        var rebuilt = clock.Elapsed;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        Append(store, journal, journeys.Count - fresh, journeys.Count);
        Console.WriteLine(
            $"rebuild: {journeys.Count - fresh:N0} rows in {rebuilt.TotalSeconds:0.0} s = "
                + $"{(journeys.Count - fresh) / rebuilt.TotalSeconds / 1e6:0.00} M rows/s (append {appended.TotalSeconds:0.0} s, "
                + $"compaction {(rebuilt - appended).TotalSeconds:0.0} s; {cpu.TotalSeconds:0.0} s of processor)");
        Console.WriteLine(
            $"base: {store.BaseBytes / (double)Math.Max(1, store.BaseRows):0.00} bytes a row on disk and mapped, value, journal position "
                + $"and two properties included; fresh rows {store.FreshRows:N0}");

        foreach (var (identity, customer) in Merges(journeys, mergedShare)) store.SetCustomer(identity, customer);
        return store;
    }

    /// <summary>Gives names to the codes that synthetic journeys use.</summary>
    public static void NameCodes(JourneyStore store)
    {
        for (var k = 1; k <= SyntheticJourneys.Types; k++) store.Names.EventTypes.Code($"t{k:00}");
        for (var k = 1; k <= SyntheticJourneys.Types; k++) store.Names.Touchpoints.Code($"at{k:00}");
        for (var k = 1; k <= SyntheticJourneys.Channels; k++) store.Names.Channels.Code($"c{k}");
        for (var k = 1; k <= 5; k++) store.Names.Stages.Code($"s{k}");
        for (var k = 1; k <= SyntheticJourneys.Browsers; k++) store.Names.Properties[0].Code($"b{k}");
        for (var k = 1; k <= SyntheticJourneys.Plans; k++) store.Names.Properties[1].Code($"p{k}");
    }

    /// <summary>Which identities move to which customer: every n-th customer to its neighbour.</summary>
    public static IEnumerable<(int Identity, int Customer)> Merges(SyntheticJourneys journeys, double share)
    {
        if (share <= 0) yield break;
        for (double at = 1; at < journeys.Customers; at += 1 / share) yield return ((int)at, (int)at - 1);
    }

    /// <summary>Appends the rows of a journal from one number to another.</summary>
    public static void Append(JourneyStore store, SyntheticJourneys j, int from, int to)
    {
        var rows = new JourneyRow[Batch];
        var properties = new int[Batch * 2];
        for (int start = from, count; start < to; start += count)
        {
            count = Math.Min(Batch, to - start);
            for (var n = 0; n < count; n++)
            {
                var i = start + n;
                rows[n] = new JourneyRow(
                    j.Customer[i], j.Second[i] * 1000L, store.Position + n + 1, j.Type[i], j.Channel[i], j.Type[i], j.Stage[i], j.Value[i]);
                (properties[2 * n], properties[(2 * n) + 1]) = (j.Browser[i], j.Plan[i]);
            }
            store.Append(rows.AsSpan(0, count), properties.AsSpan(0, count * 2));
        }
    }
}
