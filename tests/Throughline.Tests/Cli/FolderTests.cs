using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using Throughline.Tests.Platform.Storage;
using Throughline.Tests.Server;

namespace Throughline.Tests.Cli;

[UnsupportedOSPlatform("windows")]
public class FolderTests
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_that_a_server_makes_is_for_its_owner_alone_whatever_the_umask_and_the_folder()
    {
        using var folder = new TestFolder();
        var data = Directory.CreateDirectory(folder.File("data")).FullName;
        File.SetUnixFileMode(data, (UnixFileMode)0b111_111_111);
        var address = $"http://localhost:{RunningServer.FreePort()}";
        using var server = Process.Start(new ProcessStartInfo("sh",
        ["-c", "umask 0; exec dotnet \"$@\"", "sh", RunningServer.Program, "serve", "--data", data, "--urls", address]) { RedirectStandardOutput = true })!;
        while (await server.StandardOutput.ReadLineAsync(Ct) is { } line && !line.Contains("Set up your company", StringComparison.Ordinal)) { }

        var open = Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Append(data)
            .Where(path => (File.GetUnixFileMode(path) & Others) != 0);

        Assert.Equal([], open);
        Assert.True(Path.Exists(Path.Combine(data, "throughline.sock")));
        server.Kill();
        await server.WaitForExitAsync(Ct);
    }

    [Fact]
    public async Task A_folder_whose_database_was_emptied_is_refused_in_one_line_by_every_command()
    {
        using var folder = new TestFolder();
        await MigratedFolder.CopyTo(folder.Path);
        await File.WriteAllBytesAsync(folder.File("throughline.db"), [], Ct);

        var served = await RunningServer.RunOn(folder.Path, Ct, "serve", "--urls", $"http://localhost:{RunningServer.FreePort()}");
        var verified = await RunningServer.RunOn(folder.Path, Ct, "verify", "--json");

        Assert.Equal((1, ""), (served.Exit, served.Out));
        Assert.Contains("is empty", Assert.Single(served.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal((1, false), (verified.Exit, JsonElement.Parse(verified.Out).GetProperty("sound").GetBoolean()));
        Assert.Equal(0, new FileInfo(folder.File("throughline.db")).Length);
    }
}
