using System.Diagnostics;

namespace Throughline.Benchmarks.Intake;

/// <summary>One run: intake, reading at that size, a restart, and the baselines.</summary>
internal static class IntakeBenchmark
{
    public static async Task<int> Run(IntakeOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("throughline-intake-").FullName;
        try
        {
            await Load(options, folder);
            if (options.Rate == 0) await Baselines(options, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Load(IntakeOptions options, string folder)
    {
        var data = Path.Combine(folder, "data");
        var (write, secret) = (await ServerProcess.CreateKey(options.Program, data, "write"), await ServerProcess.CreateKey(options.Program, data, "secret"));
        await using (var server = ServerProcess.Start(options.Program, data))
        {
            server.UseKey(secret);
            await server.WaitFor("/healthz");
            await Intake(options, server, write);
            Console.WriteLine("Reading, at this size:");
            await new ReadingTimes(server, options.Customers).Print();
            Console.WriteLine($"  memory {server.Memory >> 20} MB, at most {server.HighestMemory >> 20} MB");
        }
        Console.WriteLine($"  on disk {new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) >> 20} MB");
        await Restart(options, data, secret);
    }

    private static async Task Intake(IntakeOptions options, ServerProcess server, string write)
    {
        var load = new IntakeLoad(options, server, write);
        using var self = Process.GetCurrentProcess();
        var (serverBefore, selfBefore) = (server.Cpu, self.TotalProcessorTime);
        var watch = new LagWatch(server);
        await using (watch)
        {
            if (options.Rate > 0) watch.Start();
            await load.Run();
        }
        self.Refresh();
        var (serverCpu, selfCpu) = (server.Cpu - serverBefore, self.TotalProcessorTime - selfBefore);
        var (position, lag) = await server.Status();
        var catchUp = Stopwatch.StartNew();
        while ((await server.Status()).Lag > 0) await Task.Delay(20);

        Console.WriteLine(
            $"Intake: {load.Acknowledged:N0} events acknowledged in {load.Seconds:F1} s: {load.Acknowledged / load.Seconds:N0} events/s; "
                + $"stored {position:N0}; asked to wait {load.Busy:N0} times");
        Print(load.Steps);
        foreach (var (name, usual, largest, looks) in watch.Lags())
            Console.WriteLine($"  {name,-12} behind by {usual:F2} s (95%), {largest:F2} s at most, in {looks:N0} looks");
        Console.WriteLine(
            $"  processor: server {serverCpu.TotalSeconds:F1} s ({serverCpu.TotalMicroseconds / load.Acknowledged:F1} µs an event), sender "
                + $"{selfCpu.TotalSeconds:F1} s; memory {server.Memory >> 20} MB, at most {server.HighestMemory >> 20} MB");
        Console.WriteLine(
            $"  projections behind at the end by {lag:N0}; caught up after {catchUp.Elapsed.TotalSeconds:F1} s: "
                + $"{load.Acknowledged / (load.Seconds + catchUp.Elapsed.TotalSeconds):N0} events/s with everything shown");
    }

    private static void Print(IReadOnlyList<double> steps)
    {
        var rates = steps.Select((at, i) => IntakeLoad.Step / (at - (i == 0 ? 0 : steps[i - 1]))).ToList();
        Console.WriteLine("  thousand events/s at each 100,000: " + string.Join(' ', rates.Select(rate => $"{rate / 1000:F0}")));
        var size = steps.Count / 10;
        if (size == 0) return;
        var tenths = Enumerable.Range(0, 10).Select(i => size * IntakeLoad.Step / (steps[(i + 1) * size - 1] - (i == 0 ? 0 : steps[i * size - 1]))).ToList();
        Console.WriteLine($"  slowest tenth {tenths.Min():N0}, fastest {tenths.Max():N0} events/s: {100 * tenths.Min() / tenths.Max():F0}%");
    }

    private static async Task Restart(IntakeOptions options, string data, string secret)
    {
        var clock = Stopwatch.StartNew();
        await using var server = ServerProcess.Start(options.Program, data);
        server.UseKey(secret);
        await server.WaitFor("/api/customers?identity=userId:user-0000001");
        Console.WriteLine($"Start to the first customer found: {clock.Elapsed.TotalSeconds:F2} s; memory then {server.Memory >> 20} MB");
    }

    private static async Task Baselines(IntakeOptions options, string folder)
    {
        Console.WriteLine(
            $"Bare append and flush of the same bytes: {AppendBaseline.Run(options, folder, 1):N0} events/s one batch to a flush, "
                + $"{AppendBaseline.Run(options, folder, options.Connections):N0} events/s {options.Connections} batches to a flush");
        if (!PostgresBaseline.IsInstalled)
        {
            Console.WriteLine("PostgreSQL 15 is not installed here; not measured.");
            return;
        }
        var rates = await PostgresBaseline.Run(options, folder);
        Console.WriteLine(
            $"PostgreSQL 15, insert on conflict do nothing, same batches: {rates.Average():N0} events/s over {options.BaselineSeconds} s "
                + $"(first tenth {rates[0]:N0}, last {rates[^1]:N0})");
    }
}
