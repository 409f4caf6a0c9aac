using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Throughline.Benchmarks.JourneyEngine;

/// <summary>Other engines in a process of their own: current ClickHouse (chdb) and DuckDB, with the same rows and threads.</summary>
internal sealed class Peers : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Engines = ["clickhouse", "duckdb"];
    private readonly Process _process;

    private Peers(Process process) => _process = process;

    public static async Task<Peers> Start(string folder, SyntheticJourneys journeys, double mergedShare, int threads)
    {
        var home = Path.Combine(Directory.GetCurrentDirectory(), "benchmarks", "Throughline.Benchmarks", "JourneyEngine", "peers");
        if (!Directory.Exists(Path.Combine(home, "node_modules"))) throw new InvalidOperationException(
            "Run from the root of the repository, and `npm install --no-package-lock` in benchmarks/Throughline.Benchmarks/JourneyEngine/peers first.");
        await WriteCsv(Path.Combine(folder, "events.csv"), journeys, mergedShare);
        var start = new ProcessStartInfo("node") { WorkingDirectory = home, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["peers.mjs", folder, threads.ToString(CultureInfo.InvariantCulture)]) start.ArgumentList.Add(argument);
        var peers = new Peers(Process.Start(start)!);
        Console.WriteLine((await peers.ReadLine()).GetProperty("ready").GetString());
        return peers;
    }

    /// <summary>Runs a query in an engine: its own time, and its answer.</summary>
    public async Task<(double Ms, string Text)> Ask(string engine, string query)
    {
        await _process.StandardInput.WriteLineAsync($"{engine} {query}");
        await _process.StandardInput.FlushAsync();
        var answer = await ReadLine();
        return (answer.GetProperty("ms").GetDouble(), answer.GetProperty("text").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<JsonElement> ReadLine()
    {
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The peers process ended; see its messages above.");
        return JsonDocument.Parse(line).RootElement.Clone();
    }

    private static async Task WriteCsv(string path, SyntheticJourneys j, double mergedShare)
    {
        var customerOf = Enumerable.Range(0, j.Customers).ToArray();
        foreach (var (identity, customer) in BenchmarkStore.Merges(j, mergedShare)) customerOf[identity] = customerOf[customer];
        await using var writer = new StreamWriter(path);
        for (var i = 0; i < j.Count; i++)
            await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                $"{customerOf[j.Customer[i]]},{j.Second[i]},{j.Type[i]},{j.Channel[i]},{j.Stage[i]},{j.Value[i]},{j.Browser[i]},{j.Plan[i]}\n"));
    }
}
