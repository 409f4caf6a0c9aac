using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Throughline.Platform.Cli;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Server;

/// <summary>The built program in a process of its own, with a write key and a secret key of its own.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private const int Terminate = 15, Kill9 = 9;

    /// <summary>Compiled ahead of time by <c>./test</c>, because so many are started; else as it was built beside the tests.</summary>
    internal static readonly string Program =
        Environment.GetEnvironmentVariable("PROGRAM_UNDER_TEST") ?? Path.Combine(AppContext.BaseDirectory, "Throughline.dll");

    private readonly TestFolder _folder = new();
    private readonly (string Name, string Value)[] _settings;
    private readonly StringBuilder _said = new();
    private Process? _process;

    private RunningServer((string, string)[] settings)
    {
        _settings = settings;
        Address = new Uri($"http://localhost:{FreePort()}");
        Api = new HttpClient { BaseAddress = Address };
        Doors = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Carries the secret key.</summary>
    public HttpClient Api { get; }

    /// <summary>Carries no key.</summary>
    public HttpClient Doors { get; }

    /// <summary>As the company's own servers hold it. One that a page shows to all is made by <see cref="MakeKey"/>.</summary>
    public string WriteKey { get; private set; } = "";
    public string SecretKey { get; private set; } = "";
    public string Data => _folder.Path;
    public int ProcessId => _process!.Id;

    /// <summary>Everything that it has printed.</summary>
    public string Said { get { lock (_said) return _said.ToString(); } }

    /// <param name="settings">Such as <c>Intake__KeepFullIp</c>.</param>
    public static async Task<RunningServer> Start(CancellationToken ct, params (string Name, string Value)[] settings)
    {
        var server = new RunningServer(settings);
        try
        {
            await MigratedFolder.CopyTo(server.Data);
            await server.Begin(ct);
            server.SecretKey = (await server.MakeKey("secret", ct)).Key;
            server.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.SecretKey);
            server.WriteKey = (await server.MakeKey("write", ct, server: true)).Key;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the process on the same folder and address and waits until it answers.</summary>
    public async Task Begin(CancellationToken ct)
    {
        var start = Command("serve", "--data", Data, "--urls", Address.ToString());
        foreach (var (name, value) in _settings) start.Environment["THROUGHLINE_" + name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20, ct))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}: {Said}");
            if (waited.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException($"The server did not answer: {Said}");
            try
            {
                using var answer = await Doors.GetAsync(new Uri("/healthz", UriKind.Relative), ct);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet: ask again.
            }
        }
    }

    /// <summary>Asks it to stop, as an operating system does, and waits; the exit code.</summary>
    public Task<int> Stop() => End(Terminate);

    /// <summary>Ends it in the middle of whatever it does.</summary>
    public Task<int> Crash() => End(Kill9);

    /// <summary>Runs another command of the program on the same folder.</summary>
    public Task<CommandResult> Run(CancellationToken ct, params string[] arguments) => RunOn(Data, ct, arguments);

    public static async Task<CommandResult> RunOn(string data, CancellationToken ct, params string[] arguments)
    {
        using var process = Process.Start(Command([.. arguments, "--data", data]))!;
        var (said, failed) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        return new CommandResult(process.ExitCode, await said, await failed);
    }

    /// <summary>As the command line asks for it, over the owner-only socket.</summary>
    /// <param name="server">Of a write key: only the company's own servers hold it.</param>
    public async Task<(string Id, string Key)> MakeKey(string kind, CancellationToken ct, bool server = false)
    {
        await using var local = await LocalServer.Reach(Data, ct);
        var made = await local.Send(HttpMethod.Post, "/api/keys", new { kind, server }, ct);
        return (made.GetProperty("id").GetString()!, made.GetProperty("key").GetString()!);
    }

    public async Task RevokeKey(string id, CancellationToken ct)
    {
        await using var local = await LocalServer.Reach(Data, ct);
        await local.Send(HttpMethod.Delete, "/api/keys/" + id, null, ct);
    }

    public Task<JsonElement> Get(string path, CancellationToken ct) => Api.GetFromJsonAsync<JsonElement>(path, ct);

    /// <summary>Completes once every projection shows everything that was acknowledged before.</summary>
    public async Task CatchUp(CancellationToken ct)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(10, ct))
        {
            var status = await Get("/api/status", ct);
            if (status.GetProperty("projections").EnumerateArray().All(p => p.GetProperty("lag").GetInt64() == 0)) return;
            if (waited.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException($"The projections do not catch up: {status}");
        }
    }

    /// <summary>Physical memory in kilobytes.</summary>
    public long Memory()
    {
        var line = File.ReadLines($"/proc/{ProcessId}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await Crash();
        Api.Dispose();
        Doors.Dispose();
        _folder.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<int> End(int signal)
    {
        var process = _process!;
        _process = null;
        if (!process.HasExited) Assert.Equal(0, Signal(process.Id, signal));
        await process.WaitForExitAsync();
        var exit = process.ExitCode;
        process.Dispose();
        return exit;
    }

    private void Hear(string? line)
    {
        lock (_said) _said.AppendLine(line);
    }

    private static ProcessStartInfo Command(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A process that lives for a second pays for this and has nothing of it.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}

/// <summary>What a command of the program came to.</summary>
public sealed record CommandResult(int Exit, string Out, string Error);
