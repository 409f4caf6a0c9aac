using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Throughline.Demo.Loading;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Storage;
using Throughline.Tests.Server;

namespace Throughline.Tests.Demo;

/// <summary>The command as a person starts it.</summary>
public class DemoCommandTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_prints_its_address_and_sign_ins_once_the_data_is_there_and_starts_again_at_once()
    {
        using var folder = new TestFolder();
        var address = $"http://localhost:{RunningServer.FreePort()}";
        var first = await Start(folder.Path, address);
        Assert.Contains(address, first, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', first);
        Assert.All(Colleague.All, colleague => Assert.Contains(colleague.Email, first, StringComparison.Ordinal));
        var told = Interactions(folder);
        Assert.InRange(told, 500, 5_000);
        Assert.Contains("25 customers", await Start(folder.Path, address, "26"), StringComparison.Ordinal);
        Assert.Equal(told, Interactions(folder));
    }

    [Fact]
    public async Task It_leaves_another_companys_folder_alone()
    {
        using var folder = new TestFolder();
        Assert.Equal(0, (await RunningServer.RunOn(folder.Path, Ct, "key", "create", "--kind", "write")).Exit);
        var refused = await RunningServer.RunOn(folder.Path, Ct, "demo", "--urls", $"http://localhost:{RunningServer.FreePort()}");
        Assert.Equal(1, refused.Exit);
        Assert.Contains("another company", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("demo.json")));
    }

    [Fact]
    public async Task A_taken_address_is_said_before_anything_is_loaded_and_costs_nothing()
    {
        using var folder = new TestFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var refused = await RunningServer.RunOn(
            folder.Path, Ct, "demo", "--customers", "25", "--urls", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        Assert.Equal(1, refused.Exit);
        Assert.Contains("--urls", refused.Error, StringComparison.Ordinal);
        Assert.Contains("25 customers", await Start(folder.Path, $"http://localhost:{RunningServer.FreePort()}", "26"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--customers", "0")]
    [InlineData("--customers", "many")]
    [InlineData("--urls", "nowhere")]
    public async Task What_cannot_be_is_refused_in_one_line(string option, string value)
    {
        using var folder = new TestFolder();
        var refused = await RunningServer.RunOn(folder.Path, Ct, "demo", option, value);
        Assert.NotEqual(0, refused.Exit);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_load_that_was_cut_short_goes_on_with_the_same_story()
    {
        using var folder = new TestFolder();
        var (begun, wanted) = (new DemoPlan(300, 7, LoadedDemo.Today), new DemoPlan(500, 8, LoadedDemo.Today.AddDays(1)));
        var demo = new DemoFolder(folder.Path);
        Assert.Equal((wanted, false), demo.Read(wanted));
        demo.Write(begun, isLoaded: false);
        Assert.Equal((begun, false), demo.Read(wanted));
        demo.Write(begun, isLoaded: true);
        Assert.Equal((begun, true), demo.Read(wanted));
    }

    private static long Interactions(TestFolder folder)
    {
        using var db = new SqliteConnection(SqliteSettings.ConnectionTo(folder.File("journal.db")));
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = "select count(*) from journal_interactions";
        return (long)command.ExecuteScalar()!;
    }

    private static async Task<string> Start(string data, string address, string customers = "25")
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Throughline.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [
            program, "demo", "--data", data, "--urls", address, "--customers", customers]) { RedirectStandardOutput = true })!;
        var said = new System.Text.StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(Ct) is { } line)
        {
            said.AppendLine(line);
            if (line.Contains("docs/demo.md", StringComparison.Ordinal)) break;
        }
        process.Kill();
        await process.WaitForExitAsync(Ct);
        return said.ToString();
    }
}
