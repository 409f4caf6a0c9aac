using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Throughline.Tests.Mail.Servers;

/// <summary>A temporary folder in which a real server runs with a configuration of its own, and the way to start and stop it.</summary>
internal sealed class ServerFolder : IAsyncDisposable
{
    private Process? _server;

    public ServerFolder()
    {
        Path = Directory.CreateTempSubdirectory("throughline-server-").FullName;
        Permit(Path, (UnixFileMode)0b111_111_111);   // The servers drop to users of their own.
    }

    public string Path { get; }

    public static bool IsRoot => Environment.UserName == "root";

    public void Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public string Read(string name) => File.Exists(System.IO.Path.Combine(Path, name)) ? File.ReadAllText(System.IO.Path.Combine(Path, name)) : "";

    public static void Require(string program, string packages)
    {
        if (!File.Exists(program)) throw new InvalidOperationException(
            $"{program} is missing. These tests run against the real server: apt-get update && apt-get install -y {packages}");
    }

    /// <summary>Ports that were free a moment ago.</summary>
    public static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        listeners.ForEach(l => l.Stop());
        return ports;
    }

    public static void Permit(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("These tests run Debian's servers.");
        File.SetUnixFileMode(path, mode);
    }

    public static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    /// <summary>Starts the server in the foreground and waits until it greets on the port.</summary>
    public async Task Start(int port, string log, string program, params string[] arguments)
    {
        _server = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = _server.StandardError.ReadToEndAsync();
        _ = _server.StandardOutput.ReadToEndAsync();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30);)
        {
            if (_server.HasExited) throw new InvalidOperationException($"{program} ended at once: {await output}\n{Read(log)}");
            if (await Greets(port)) return;
            await Task.Delay(50);
        }

        throw new InvalidOperationException($"{program} did not greet within 30 s:\n{Read(log)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            await Run("/bin/kill", "-TERM", _server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await _server.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _server.Kill(entireProcessTree: true);
            }
        }

        _server?.Dispose();
        await RemoveFolder();
    }

    /// <summary>The server's children may still write their last words while the folder goes.</summary>
    private async Task RemoveFolder()
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<bool> Greets(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            return await client.GetStream().ReadAsync(new byte[1], patience.Token) == 1;
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
