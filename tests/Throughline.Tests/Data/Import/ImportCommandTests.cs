using System.Text;
using Throughline.Tests.Platform.Storage;
using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Import;

public class ImportCommandTests
{
    private static readonly string[] Purchases =
    ["--format", "purchases", "--map", "order=Invoice", "at=When", "customer=Client", "--set", "currency=GBP", "channel=web", "--json"
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_goes_in_with_and_without_a_running_server()
    {
        using var folder = new TestFolder();
        var file = folder.File("orders.csv.gz");
        await File.WriteAllBytesAsync(
            file, Sending.Gzip(Encoding.UTF8.GetBytes("Invoice,When,Client\n1,2026-01-01,anna\n1,2026-01-01,anna\n2,2026-01-02,\n")), Ct);
        await using var server = await RunningServer.Start(Ct);
        var running = await server.Run(Ct, ["import", file, .. Purchases]);
        Assert.Equal((0, "", """{"read":3,"accepted":2,"repeated":0,"setAside":1}"""), (running.Exit, running.Error, running.Out.TrimEnd().Split('\n')[^1]));
        await server.Stop();

        var alone = await server.Run(Ct, ["import", file, .. Purchases]);
        Assert.Equal((0, "", """{"read":3,"accepted":0,"repeated":2,"setAside":1}"""), (alone.Exit, alone.Error, alone.Out.TrimEnd().Split('\n')[^1]));
        var said = await server.Run(Ct, "import", file, "--map", "order=Invoice", "customer=Client", "at=When", "--format", "purchases", "--dry-run");
        Assert.Contains("Preview, nothing is stored.", said.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("File not found", "nowhere.csv")]
    [InlineData("The file is empty", "empty.csv")]
    [InlineData("There is no column \"Nr\"", "orders.csv", "--map", "order=Nr")]
    [InlineData("--map takes FIELD=COLUMN", "orders.csv", "--map", "order")]
    [InlineData("There is no time zone", "orders.csv", "--map", "order=Invoice", "at=When", "customer=Client", "--timezone", "Mars/Base")]
    public async Task What_is_wrong_is_said_in_one_line(string problem, string file, params string[] more)
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.File("empty.csv"), "", Ct);
        await File.WriteAllTextAsync(folder.File("orders.csv"), "Invoice,When,Client\n1,2026-01-01,anna\n", Ct);
        var result = await RunningServer.RunOn(folder.File("data"), Ct, ["import", folder.File(file), "--format", "purchases", .. more]);

        Assert.Equal((1, ""), (result.Exit, result.Out));
        Assert.Contains(problem, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        if (Directory.Exists(folder.File("data/files/imports"))) Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("data/files/imports")));
    }
}
