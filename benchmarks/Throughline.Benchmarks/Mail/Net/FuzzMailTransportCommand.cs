using System.CommandLine;
using System.Diagnostics;

namespace Throughline.Benchmarks.Mail.Net;

/// <summary><c>fuzz-mail-transport --count N --seed S</c>: feeds damaged conversations to every parser of IMAP, POP3 and SMTP, and to the receiver.</summary>
public static class FuzzMailTransportCommand
{
    private const long MostAllocated = 64 * 1024 * 1024;
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var count = new Option<long>("--count") { DefaultValueFactory = _ => 5_000_000, Description = "How many inputs." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The seed; another gives other inputs." };
        var from = new Option<long>("--from") { DefaultValueFactory = _ => 0, Description = "The number of the first input." };
        var command = new Command("fuzz-mail-transport", "Feeds damaged conversations to the IMAP, POP3 and SMTP parsers.") { count, seed, from };
        command.SetAction((result, _) => Run(result.GetValue(count), result.GetValue(seed), result.GetValue(from)));
        return command;
    }

    private static async Task<int> Run(long count, int seed, long from)
    {
        var targets = new TransportFuzzTargets(seed);
        var watch = Stopwatch.StartNew();
        long failures = 0, bytes = 0;
        var slowest = TimeSpan.Zero;
        for (var number = from; number < from + count; number++)
        {
            var (name, input, feed) = targets.Case(number);
            var (fault, took) = await Fault(feed, input);
            if (fault is not null && ++failures <= 20) Console.WriteLine($"input {number} ({name}): {fault}");
            if (took > slowest) slowest = took;
            bytes += input.Length;
            if ((number - from + 1) % 500_000 == 0) Console.WriteLine(
                $"{number - from + 1:N0} inputs, {watch.Elapsed.TotalSeconds:F0} s, {failures} failures, {GC.GetTotalMemory(false) / 1048576.0:F0} MB held");
        }

        Console.WriteLine(
            $"{count:N0} inputs of {bytes / Math.Max(count, 1)} bytes on average in {watch.Elapsed.TotalSeconds:F1} s, slowest "
                + $"{slowest.TotalMilliseconds:F0} ms, {failures} failures (seed {seed})");
        return failures == 0 ? 0 : 1;
    }

    private static async Task<(string? Fault, TimeSpan Took)> Fault(Func<byte[], Task> feed, byte[] input)
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();
        try
        {
            await feed(input).WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (Exception error)
        {
            return (string.Join('\n', error.ToString().Split('\n').Take(4)), Stopwatch.GetElapsedTime(started));
        }

        var took = Stopwatch.GetElapsedTime(started);
        if (took > Slowest) return ($"took {took.TotalMilliseconds:F0} ms for {input.Length} bytes", took);
        var used = GC.GetTotalAllocatedBytes() - allocated;
        return (used > MostAllocated ? $"allocated {used:N0} bytes for {input.Length}" : null, took);
    }
}
