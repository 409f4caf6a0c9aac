using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Throughline.Benchmarks.Intake;

/// <summary>The real server in a process of its own, watched from outside.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int Terminate = 15;

    private readonly Process _process;

    private ServerProcess(Process process, int port) =>
        (_process, Port, Http) = (process, port, new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") });

    public int Port { get; }

    public HttpClient Http { get; }

    /// <summary>Processor time that it has used.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Physical memory in bytes: files mapped or cached by the system are not counted unless they are mapped.</summary>
    public long Memory => MemoryLine("VmRSS:");

    public long HighestMemory => MemoryLine("VmHWM:");

    public static ServerProcess Start(string program, string data)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--data", data, "--urls", $"http://localhost:{port}"]) { RedirectStandardOutput = true };
        // One program asks for many at once here.
        foreach (var limit in (string[])["RequestsPerSecondPerAddress", "BurstPerAddress", "RequestsPerSecondPerKey", "BurstPerKey"])
            start.Environment["THROUGHLINE_Security__" + limit] = "1000000";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } said && said.Contains("fail:", StringComparison.Ordinal)) Console.Error.WriteLine(said);
        };
        process.BeginOutputReadLine();
        return new ServerProcess(process, port);
    }

    public static async Task<string> CreateKey(string program, string data, string kind)
    {
        using var process =
            Process.Start(new ProcessStartInfo("dotnet", [program, "key", "create", "--kind", kind, "--data", data]) { RedirectStandardOutput = true })!;
        var key = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? key.Trim() : throw new InvalidOperationException("No key could be made.");
    }

    public void UseKey(string secret) => Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);

    /// <summary>Asks until it answers 200.</summary>
    public async Task WaitFor(string path)
    {
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}.");
            try
            {
                using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet: ask again.
            }
            await Task.Delay(5);
        }
    }

    /// <summary>Where the journal stands, and by how much the slowest projection lags behind.</summary>
    public async Task<(long Position, long Lag)> Status()
    {
        var status = await Http.GetFromJsonAsync<JsonElement>(new Uri("/api/status", UriKind.Relative));
        return (status.GetProperty("journal").GetProperty("position").GetInt64(), status
            .GetProperty("projections")
            .EnumerateArray()
            .Max(p => p.GetProperty("lag").GetInt64()));
    }

    /// <summary>Where the journal stands, and each projection.</summary>
    public async Task<(long Head, IReadOnlyDictionary<string, long> Projections)> Positions()
    {
        var status = await Http.GetFromJsonAsync<JsonElement>(new Uri("/api/status", UriKind.Relative));
        return (status.GetProperty("journal").GetProperty("position").GetInt64(),
            status
                .GetProperty("projections")
                .EnumerateArray()
                .ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("position").GetInt64()));
    }

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) Marshal.ThrowExceptionForHR(Kill(_process.Id, Terminate) == 0 ? 0 : Marshal.GetHRForLastWin32Error());
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private long MemoryLine(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
