using System.Diagnostics;
using Throughline.JourneyEngine;

namespace Throughline.Benchmarks.JourneyEngine;

/// <summary>
/// How cost grows with the number of events: fills stores of a million, ten and a hundred million events as a rebuild
/// would, with compactions on the way, and measures questions, opening, fresh rows and what a compaction does to questions beside it.
/// </summary>
internal static class ScaleRun
{
    public static int Run(IReadOnlyList<int> sizes, int rounds, int threads)
    {
        foreach (var events in sizes)
        {
            var folder = Directory.CreateTempSubdirectory("throughline-scale-").FullName;
            try
            {
                Measure(folder, events, rounds, threads);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
            GC.Collect();
        }
        return 0;
    }

    private static void Measure(string folder, int events, int rounds, int threads)
    {
        var options = new JourneyStoreOptions { PromotedProperties = ["browser", "plan"], Threads = threads };
        using (var store = JourneyStore.Open(folder, options))
        {
            Fill(store, events, threads);
            foreach (var (name, ask) in JourneyQueries.All.Where(q => q.Name[0] == 'q')) Time(name, events, rounds, () => ask(store));
            foreach (var (name, ask) in JourneyQueries.Own.Where(q => q.Name is "map" or "standing")) Time(name, events, rounds, () => ask(store));
            Fresh(store);
            Pauses(store, threads);
        }
        foreach (var verify in (bool[])[true, false])
        {
            var clock = Stopwatch.StartNew();
            using var again = JourneyStore.Open(folder, options with { VerifyOnOpen = verify });
            Console.WriteLine($"  open, {(verify ? "every byte verified" : "headers verified")}: {clock.Elapsed.TotalMilliseconds:0} ms");
        }
    }

    private static void Fill(JourneyStore store, int events, int threads)
    {
        var journal = new SyntheticJourneys(events, events / 20).AsJournal();
        GC.Collect();
        BenchmarkStore.NameCodes(store);
        var clock = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        var compacting = TimeSpan.Zero;
        const int Step = 1 << 20;
        for (var at = 0; at < journal.Count; at += Step)
        {
            BenchmarkStore.Append(store, journal, at, Math.Min(at + Step, journal.Count));
            if (!store.ShouldCompactWhileFilling) continue;
            var begun = clock.Elapsed;
            store.Compact(threads);
            compacting += clock.Elapsed - begun;
        }
        if (store.FreshRows > 0) store.Compact(threads);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        Console.WriteLine(
            $"{events:N0} events: rebuilt in {clock.Elapsed.TotalSeconds:0.0} s = {events / clock.Elapsed.TotalSeconds / 1e6:0.00} M/s ("
                + $"{cpu.TotalSeconds:0.0} s of processor; {compacting.TotalSeconds:0.0} s compacting on the way); "
                + $"{store.BaseBytes / (double)store.BaseRows:0.00} bytes an event");
    }

    private static void Time(string name, int events, int rounds, Action ask)
    {
        for (var warm = 0; warm < 5; warm++) ask();
        var times = new List<double>();
        var cpu = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.GetTimestamp();
            ask();
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }
        cpu = (Environment.CpuUsage.TotalTime - cpu) / rounds;
        times.Sort();
        Console.WriteLine(
            $"  {name,-9} {times[times.Count / 2],9:0.0} ms, best {times[0]:0.0}, processor {cpu.TotalMilliseconds:0.0} ms = "
                + $"{cpu.TotalNanoseconds / events:0.00} ns an event");
    }

    /// <summary>From the call that appends a row to the end of a question over everything that counts it.</summary>
    private static void Fresh(JourneyStore store)
    {
        var clock = Stopwatch.StartNew();
        store.Append([new JourneyRow(0, (SyntheticJourneys.Origin + 5L) * 1000, store.Position + 1, 1)]);
        store.Timeline(0, 1);
        var seen = clock.Elapsed.TotalMilliseconds;
        store.Ask(new FunnelQuestion { Steps = ["t01"], WindowSeconds = 1, StepTimes = false });
        Console.WriteLine($"  a new row is on the timeline after {seen:0.0} ms, and in a funnel over everybody after {clock.Elapsed.TotalMilliseconds:0} ms");
    }

    /// <summary>The longest wait of short questions, one after the other, first alone and then while the store is compacted.</summary>
    private static void Pauses(JourneyStore store, int threads)
    {
        var alone = Timelines.Read(store, Task.Delay(3000));
        var clock = Stopwatch.StartNew();
        var during = Timelines.Read(store, Task.Run(() => store.Compact(Math.Max(1, threads / 2))));
        Console.WriteLine(
            $"  compaction of {store.BaseRows:N0} rows in {clock.Elapsed.TotalSeconds:0.0} s on one thread; "
                + $"the longest wait for a timeline was {during} beside it, {alone} without");
    }
}
