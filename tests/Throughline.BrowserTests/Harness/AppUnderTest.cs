using System.Diagnostics;
using System.Text;

namespace Throughline.BrowserTests.Harness;

/// <summary>The real program in a process of its own, on a free port with a data folder of its own, stopped and removed at the end.</summary>
public sealed class AppUnderTest : IAsyncDisposable
{
    /// <summary>Compiled ahead of time by <c>./test</c>; else as it was built beside the tests.</summary>
    private static readonly string Program =
        Environment.GetEnvironmentVariable("PROGRAM_UNDER_TEST") ?? Path.Combine(AppContext.BaseDirectory, "Throughline.dll");

    private readonly Process process;
    private readonly StringBuilder said = new();

    private AppUnderTest(Process process, string data, string url) => (this.process, Data, Url) = (process, data, url);

    public string Url { get; }
    public string Data { get; }

    /// <summary>Everything the program has printed so far.</summary>
    public string Output { get { lock (said) return said.ToString(); } }

    public static Task<AppUnderTest> Serve(CancellationToken ct) => Start(["serve"], ct);

    /// <summary>Runs a command that serves (<c>serve</c>, <c>demo</c>) and waits until it answers.</summary>
    public static async Task<AppUnderTest> Start(string[] command, CancellationToken ct)
    {
        var data = Directory.CreateTempSubdirectory("throughline-browser-").FullName;
        var url = $"http://localhost:{FreePort.Find()}";
        string[] arguments = [Program, .. command, "--data", data, "--urls", url];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        var app = new AppUnderTest(new Process { StartInfo = start }, data, url);
        app.process.OutputDataReceived += (_, line) => app.Hear(line.Data);
        app.process.ErrorDataReceived += (_, line) => app.Hear(line.Data);
        app.process.Start();
        app.process.BeginOutputReadLine();
        app.process.BeginErrorReadLine();
        try
        {
            await app.UntilItAnswers(ct);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private async Task UntilItAnswers(CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100, ct))
        {
            if (process.HasExited) throw new InvalidOperationException($"The program ended with {process.ExitCode}:\n{Output}");
            try
            {
                using var answer = await http.GetAsync(new Uri(Url), ct);
                return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet: ask again.
            }
        }

        throw new TimeoutException($"The program did not answer at {Url} within a minute:\n{Output}");
    }

    private void Hear(string? line)
    {
        lock (said) said.AppendLine(line);
    }
}
