using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Benchmarks.Intake;

namespace Throughline.Benchmarks.Import;

/// <summary>Upload, import and projections of one file, each round on an empty data folder, then the same file again.</summary>
internal static class ImportBenchmark
{
    private static readonly object Plan = new
    {
        format = "purchases",
        map = new Dictionary<string, string>
        {
            ["order"] = "InvoiceNo", ["product"] = "StockCode", ["name"] = "Description", ["quantity"] = "Quantity",
            ["price"] = "UnitPrice", ["at"] = "InvoiceDate", ["customer"] = "CustomerID", ["country"] = "Country",
        },
        set = new Dictionary<string, string> { ["currency"] = "GBP", ["channel"] = "web" },
    };

    public static async Task<int> Run(string file, int rounds, string program, CancellationToken ct)
    {
        for (var round = 1; round <= rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("throughline-import-").FullName;
            try
            {
                await Round(file, folder, program, ct);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        return 0;
    }

    private static async Task Round(string file, string folder, string program, CancellationToken ct)
    {
        var secret = await ServerProcess.CreateKey(program, folder, "secret");
        await using var server = ServerProcess.Start(program, folder);
        server.UseKey(secret);
        await server.WaitFor("/healthz");
        await Measure("first", file, server, ct);
        await Measure("again", file, server, ct);
        Console.WriteLine($"  memory {server.Memory >> 20} MB, at most {server.HighestMemory >> 20} MB");
    }

    private static async Task Measure(string what, string file, ServerProcess server, CancellationToken ct)
    {
        var (clock, cpu) = (Stopwatch.StartNew(), server.Cpu);
        var id = await Upload(file, server, ct);
        var uploaded = clock.Elapsed;
        (await server.Http.PostAsJsonAsync(new Uri($"/api/imports/{id}/start", UriKind.Relative), new { plan = Plan }, ct)).EnsureSuccessStatusCode();
        var done = await End(id, server, ct);
        var imported = clock.Elapsed;
        while ((await server.Status()).Lag > 0) await Task.Delay(10, ct);
        if (done.GetProperty("state").GetString() != "finished") throw new InvalidOperationException(done.ToString());
        double rows = done.GetProperty("read").GetInt64();
        Console.WriteLine(
            $"{what}: {rows:N0} rows in {imported.TotalSeconds:F2} s, upload {uploaded.TotalSeconds:F2} s of it: "
                + $"{rows / imported.TotalSeconds:N0} rows/s; everything shown after {clock.Elapsed.TotalSeconds:F2} s; "
                + $"processor {(server.Cpu - cpu).TotalSeconds:F2} s ({(server.Cpu - cpu).TotalMicroseconds / rows:F1} µs a row)");
    }

    private static async Task<string> Upload(string file, ServerProcess server, CancellationToken ct)
    {
        await using var content = File.OpenRead(file);
        using var body = new StreamContent(content, 256 * 1024);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await server.Http.PostAsync(
            new Uri($"/api/imports?name={Uri.EscapeDataString(Path.GetFileName(file))}", UriKind.Relative), body, ct);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> End(string id, ServerProcess server, CancellationToken ct)
    {
        while (true)
        {
            var now = await server.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/imports/{id}", UriKind.Relative), ct);
            if (now.GetProperty("state").GetString() is not ("waiting" or "running")) return now;
            await Task.Delay(20, ct);
        }
    }
}
