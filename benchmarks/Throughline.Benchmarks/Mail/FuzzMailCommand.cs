using System.CommandLine;
using System.Diagnostics;
using Throughline.Benchmarks.Mail.Fuzzing;

namespace Throughline.Benchmarks.Mail;

/// <summary>
/// <c>fuzz-mail --count N --seed S</c>: feeds damaged inputs to every mail parser. An exception, an input that takes over a second, or
/// one that allocates without measure is reported with its number, which together with the seed makes it again.
/// </summary>
public static class FuzzMailCommand
{
    private const long MostAllocated = 64 * 1024 * 1024;
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var count = new Option<long>("--count") { DefaultValueFactory = _ => 5_000_000, Description = "How many inputs." };
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 1, Description = "The seed; another gives other inputs." };
        var from = new Option<long>("--from") { DefaultValueFactory = _ => 0, Description = "The number of the first input." };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1, Description = "How many threads." };
        var command = new Command("fuzz-mail", "Feeds damaged inputs to every mail parser.") { count, seed, from, threads };
        command.SetAction(result => Run(result.GetValue(count), result.GetValue(seed), result.GetValue(from), result.GetValue(threads)));
        return command;
    }

    private static int Run(long count, ulong seed, long from, int threads)
    {
        var targets = new FuzzTargets(seed);
        var watch = Stopwatch.StartNew();
        long done = 0, failures = 0, bytes = 0;
        Parallel.For(from, from + count, new ParallelOptions { MaxDegreeOfParallelism = threads }, number =>
        {
            var input = targets.Input(number);
            if (Fault(number, input) is { } fault && Interlocked.Increment(ref failures) <= 20) Console.WriteLine($"input {number}: {fault}");
            Interlocked.Add(ref bytes, input.Length);
            var so = Interlocked.Increment(ref done);
            if (so % 500_000 == 0)
                Console.WriteLine($"{so:N0} inputs, {watch.Elapsed.TotalSeconds:F0} s, {failures} failures, {GC.GetTotalMemory(false) / 1048576.0:F0} MB held");
        });
        Console.WriteLine(
            $"{done:N0} inputs of {bytes / Math.Max(done, 1)} bytes on average in {watch.Elapsed.TotalSeconds:F1} s, {failures} failures (seed {seed})");
        return failures == 0 ? 0 : 1;
    }

    private static string? Fault(long number, byte[] input)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        try
        {
            FuzzTargets.Feed(number, input);
        }
        catch (Exception e)
        {
            return string.Join('\n', e.ToString().Split('\n').Take(4));
        }
        if (Stopwatch.GetElapsedTime(started) is var took && took > Slowest) return $"took {took.TotalMilliseconds:F0} ms for {input.Length} bytes";
        var used = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return used > MostAllocated ? $"allocated {used:N0} bytes for {input.Length}" : null;
    }
}
