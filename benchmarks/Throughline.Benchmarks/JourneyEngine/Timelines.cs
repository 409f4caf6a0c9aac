using System.Diagnostics;
using System.Globalization;
using Throughline.JourneyEngine;

namespace Throughline.Benchmarks.JourneyEngine;

/// <summary>
/// Reads one timeline after the other until something else is done, and keeps the longest wait. On a machine that has
/// other things to do most of a wait can be for a processor, which is nobody's fault here; so the longest wait without
/// that is kept too, as the system counts it for the thread (Linux only).
/// </summary>
internal static class Timelines
{
    private const string Schedule = "/proc/thread-self/schedstat";

    public readonly record struct Waits(int Read, double LongestMs, double LongestOwnMs)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{LongestMs:0.0} ms ({LongestOwnMs:0.0} ms without waiting for a processor, of {Read:N0})");
    }

    public static Waits Read(JourneyStore store, Task until)
    {
        var (read, longest, own) = (0, 0.0, 0.0);
        var waited = WaitedForProcessorMs();
        for (var customer = 0; !until.IsCompleted; customer = (customer + 7919) % 50_000, read++)
        {
            var clock = Stopwatch.GetTimestamp();
            store.Timeline(customer, 50);
            var took = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
            var waitedNow = took > 1 || read % 64 == 0 ? WaitedForProcessorMs() : waited;
            (longest, own) = (Math.Max(longest, took), Math.Max(own, took > 1 ? took - (waitedNow - waited) : took));
            waited = waitedNow;
        }
        until.GetAwaiter().GetResult();
        return new Waits(read, longest, own);
    }

    private static double WaitedForProcessorMs()
        => File.Exists(Schedule) ? long.Parse(File.ReadAllText(Schedule).Split(' ')[1], CultureInfo.InvariantCulture) / 1e6 : 0;
}
