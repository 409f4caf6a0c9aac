using System.Diagnostics;

namespace Throughline.Tests.Data.Clients;

/// <summary>The clients as they are published, in the folder <c>tests/clients</c>, installed from its lock file.</summary>
public static class PublishedClients
{
    private static readonly SemaphoreSlim Once = new(1);

    public static string Folder { get; } = Path.Combine(Repository(), "tests", "clients");

    /// <summary>Installs what the lock file names and bundles the page, where that has not been done.</summary>
    public static async Task Install(CancellationToken ct)
    {
        await Once.WaitAsync(ct);
        try
        {
            var (installed, wanted) = (Path.Combine(Folder, "node_modules", ".package-lock.json"), Path.Combine(Folder, "package-lock.json"));
            if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(wanted))
                await Run("npm", ct, "ci", "--silent", "--no-progress");
            await Run("npm", ct, "run", "--silent", "build");
        }
        finally
        {
            Once.Release();
        }
    }

    /// <summary>Runs a program in the clients' folder to its end.</summary>
    public static async Task Run(string program, CancellationToken ct, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true
        })!;
        var (said, failed) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await said}{await failed}");
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Throughline.slnx"))) return folder.FullName;
        throw new InvalidOperationException("Throughline.slnx is in no folder above the tests.");
    }
}
