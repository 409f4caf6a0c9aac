using System.Diagnostics;
using System.Globalization;
using Throughline.JourneyEngine;

namespace Throughline.Benchmarks.JourneyEngine;

/// <summary>
/// Measures the journey engine on synthetic journeys, alone or beside other engines in the same run:
/// <c>journey-engine [--events N] [--customers N] [--rounds N] [--threads N] [--overlay SHARE] [--merged SHARE] [--peers] [--own]</c>, or
/// <c>journey-engine --scale</c>.
/// </summary>
internal static class JourneyEngineRun
{
    public static async Task<int> Run(string[] args)
    {
        var events = (int)Number(args, "--events", 10_000_000);
        var customers = (int)Number(args, "--customers", events / 20);
        var rounds = (int)Number(args, "--rounds", 9);
        var threads = (int)Number(args, "--threads", 2);
        var (overlay, merged) = (Number(args, "--overlay", 0), Number(args, "--merged", 0));
        if (args.Contains("--scale"))
            return ScaleRun.Run([.. ((int[])[1_000_000, 10_000_000, 100_000_000]).Where(e => e <= Number(args, "--events", 100_000_000))], rounds, threads);
        var folder = Directory.CreateTempSubdirectory("throughline-benchmark-").FullName;
        try
        {
            Console.WriteLine($"{events:N0} events of {customers:N0} customers, overlay {overlay:P0}, merged {merged:P0}, {threads} threads, {rounds} rounds");
            var journeys = new SyntheticJourneys(events, customers);
            using var store = BenchmarkStore.Fill(folder, journeys, overlay, merged, threads);
            await using var peers = args.Contains("--peers") ? await Peers.Start(folder, journeys, merged, threads) : null;
            if (peers is not null && !await SameAnswers(store, peers)) return 1;
            if (!args.Contains("--own")) await Measure(store, peers, rounds);
            MeasureOwn(store, rounds);
            PrintSums(journeys, threads);
            Upkeep(store, folder, threads);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>No time counts unless all engines say the same.</summary>
    private static async Task<bool> SameAnswers(JourneyStore store, Peers peers)
    {
        var same = true;
        foreach (var (name, ask) in JourneyQueries.All)
        {
            var ours = ask(store)();
            foreach (var engine in Peers.Engines)
            {
                var (_, theirs) = await peers.Ask(engine, name);
                if (ours == theirs) continue;
                same = false;
                Console.WriteLine($"{name}: {engine} answers differently.\nours   {Head(ours)}\ntheirs {Head(theirs)}");
            }
        }
        if (same) Console.WriteLine($"all {JourneyQueries.All.Count} answers are identical in all engines");
        return same;
    }

    private static async Task Measure(JourneyStore store, Peers? peers, int rounds)
    {
        Console.WriteLine("query      ours ms    best ms     cpu ms" + (peers is null ? "" : string.Concat(Peers.Engines.Select(e => $"  {e,10} ms   ratio"))));
        var ratios = new Dictionary<(string, char), List<double>>();
        foreach (var (name, ask) in JourneyQueries.All)
        {
            var ours = new List<double>();
            var theirs = Peers.Engines.ToDictionary(e => e, _ => new List<double>());
            for (var warm = 0; warm < 12; warm++) ask(store);
            var cpu = TimeSpan.Zero;
            for (var round = 0; round < rounds; round++)
            {
                var before = Environment.CpuUsage.TotalTime;
                var clock = Stopwatch.GetTimestamp();
                ask(store);
                ours.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
                cpu += Environment.CpuUsage.TotalTime - before;
                if (peers is not null) foreach (var engine in Peers.Engines) theirs[engine].Add((await peers.Ask(engine, name)).Ms);
            }
            var line = $"{name,-6} {Median(ours),11:0.00} {ours.Min(),10:0.00} {cpu.TotalMilliseconds / rounds,10:0.00}";
            if (peers is not null)
            {
                foreach (var engine in Peers.Engines)
                {
                    var ratio = Median(theirs[engine]) / Median(ours);
                    line += $"  {Median(theirs[engine]),13:0.0} {ratio,7:0.0}";
                    if (!ratios.TryGetValue((engine, name[0]), out var list)) ratios[(engine, name[0])] = list = [];
                    list.Add(ratio);
                }
            }
            Console.WriteLine(line);
        }
        foreach (var ((engine, family), list) in ratios)
            Console.WriteLine($"geometric mean against {engine}, {(family == 'q' ? "plain" : "with filter")}: {Math.Exp(list.Average(Math.Log)):0.0} times");
    }

    private static void MeasureOwn(JourneyStore store, int rounds)
    {
        foreach (var (name, ask) in JourneyQueries.Own)
        {
            for (var warm = 0; warm < 12; warm++) ask(store);
            var times = new List<double>();
            var cpu = Environment.CpuUsage.TotalTime;
            for (var round = 0; round < rounds; round++)
            {
                var clock = Stopwatch.GetTimestamp();
                ask(store);
                times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }
            cpu = Environment.CpuUsage.TotalTime - cpu;
            Console.WriteLine($"{name,-12} {Median(times),9:0.00} ms, best {times.Min():0.00}, cpu {cpu.TotalMilliseconds / rounds:0.00}");
        }
    }

    /// <summary>How fast this machine reads: a plain sum over the columns a question needs.</summary>
    private static void PrintSums(SyntheticJourneys journeys, int threads)
    {
        foreach (var (name, bytes, sum) in new (string, int, Func<int, int, ulong>)[]
        {
            ("type column", 1, (a, b) => SequentialSum.Of(journeys.Type.AsSpan(a, b - a))),
            ("type and channel", 2, (a, b) => SequentialSum.Of(journeys.Type.AsSpan(a, b - a)) + SequentialSum.Of(journeys.Channel.AsSpan(a, b - a))),
            ("time", 4, (a, b) => SequentialSum.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(journeys.Second.AsSpan(a, b - a)))),
            ("time and type", 5, (a, b) => SequentialSum.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(journeys.Second.AsSpan(a, b - a)))
                + SequentialSum.Of(journeys.Type.AsSpan(a, b - a))),
            ("time, type, channel", 6, (a, b) => SequentialSum.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(journeys.Second.AsSpan(a, b - a)))
                + SequentialSum.Of(journeys.Type.AsSpan(a, b - a))
                + SequentialSum.Of(journeys.Channel.AsSpan(a, b - a))),
        })
        {
            var times = new List<double>();
            for (var round = 0; round < 15; round++)
            {
                var clock = Stopwatch.GetTimestamp();
                Parallel.For(0, threads, t => sum((int)(journeys.Count * (long)t / threads), (int)(journeys.Count * (t + 1L) / threads)));
                times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }
            Console.WriteLine($"plain sum over {name}: {Median(times):0.00} ms ({bytes * (double)journeys.Count / Median(times) / 1e6:0.0} GB/s)");
        }
    }

    private static void Upkeep(JourneyStore store, string folder, int threads)
    {
        var clock = Stopwatch.StartNew();
        store.Save();
        Console.WriteLine($"save: {clock.Elapsed.TotalMilliseconds:0} ms");
        foreach (var verify in new[] { true, false })
        {
            clock.Restart();
            using var again = JourneyStore.Open(
                folder, new JourneyStoreOptions { PromotedProperties = ["browser", "plan"], Threads = threads, VerifyOnOpen = verify });
            Console.WriteLine($"open, {(verify ? "every byte verified" : "headers verified")}: {clock.Elapsed.TotalMilliseconds:0} ms");
        }
        Visibility(store);
    }

    /// <summary>From the call that appends a row to the end of a question that sees it.</summary>
    private static void Visibility(JourneyStore store)
    {
        var clock = Stopwatch.StartNew();
        store.Append([new JourneyRow(0, (SyntheticJourneys.Origin + 5L) * 1000, store.Position + 1, 1)]);
        var appended = clock.Elapsed.TotalMilliseconds;
        store.Timeline(0, 1);
        Console.WriteLine($"a new row is visible after {appended:0.000} ms");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Head(string text) => text.Length < 200 ? text : text[..200] + "...";

    private static double Number(string[] args, string name, double otherwise)
        => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
