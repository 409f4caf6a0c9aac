using System.Text.Json;
using Throughline.Tests.Platform.Storage;
using Throughline.Tests.Server;

namespace Throughline.Tests.Cli;

public class CommandTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_made_without_a_server_and_work_when_it_runs()
    {
        using var folder = new TestFolder();
        var made = await RunningServer.RunOn(folder.Path, Ct, "key", "create", "--kind", "write");
        Assert.Equal((0, ""), (made.Exit, made.Error));
        Assert.Matches("^tl_write_[0-9A-Za-z]{28}\n$", made.Out);
        var refused = await RunningServer.RunOn(folder.Path, Ct, "key", "create", "--kind", "golden");
        Assert.Equal((1, ""), (refused.Exit, refused.Out));
        Assert.Single(refused.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_second_server_on_the_folder_is_refused_and_the_first_goes_on()
    {
        await using var server = await RunningServer.Start(Ct);
        var second = await server.Run(Ct, "serve", "--urls", $"http://localhost:{RunningServer.FreePort()}");
        Assert.Equal(1, second.Exit);
        Assert.Contains("Another server is using", Assert.Single(second.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(200, (await server.Send("/v1/track", """{"event":"E","userId":"u"}""", Ct)).Status);
        Assert.Equal(0, await server.Stop());
    }

    [Fact]
    public async Task A_rebuild_gives_the_same_customers_and_verify_finds_a_flipped_byte()
    {
        await using var server = await RunningServer.Start(Ct);
        await TellAStory(server);
        var before = await Everybody(server);
        var rebuilt = await server.Run(Ct, "rebuild", "all");
        Assert.Equal((0, ""), (rebuilt.Exit, rebuilt.Error));
        Assert.Equal(before, await Everybody(server));
        Assert.Equal(1, (await server.Run(Ct, "rebuild", "nothing-of-that-name")).Exit);

        var sound = await server.Run(Ct, "verify", "--json");
        Assert.Equal((0, true), (sound.Exit, JsonElement.Parse(sound.Out).GetProperty("sound").GetBoolean()));
        Assert.Equal(0, await server.Stop());
        await Flip(Path.Combine(server.Data, "journal.db"), "the 17th note is as it was written"u8.ToArray());

        var damaged = await server.Run(Ct, "verify", "--json");
        Assert.Equal((1, false), (damaged.Exit, JsonElement.Parse(damaged.Out).GetProperty("sound").GetBoolean()));
        Assert.Contains("not as it was written", damaged.Error, StringComparison.Ordinal);
    }

    private static async Task TellAStory(RunningServer server)
    {
        var events = Enumerable.Range(0, 200).Select(i => (i % 4) switch
        {
            0 => $$"""{"type":"identify","userId":"user-{{i % 30}}","anonymousId":"browser-{{i % 17}}","traits":{"name":"Person {{i}}","email":"p{{i % 23}}@example.com"},"timestamp":"2026-03-{{1 + i % 28:D2}}T08:00:00Z"}""",
            1 => $$"""{"type":"alias","userId":"user-{{i % 30}}","previousId":"user-{{i % 7}}"}""",
            2 => $$"""{"type":"page","name":"Garden","anonymousId":"browser-{{i % 17}}","context":{"library":{"name":"analytics.js"} } }""",
            _ => $$"""{"type":"track","event":"Noted","userId":"user-{{i % 30}}","properties":{"note":"the {{i}}th note is as it was written"} }""",
        });
        // The 17th is none of the tracked ones above.
        events = events.Append("""{"type":"track","event":"Noted","userId":"user-1","properties":{"note":"the 17th note is as it was written"}}""");
        await server.Tell("/v1/batch", "{\"batch\":[" + string.Join(',', events) + "]}", Ct);
    }

    private static async Task<string> Everybody(RunningServer server) =>
        string.Join('\n', (await server.Get("/api/customers?limit=100", Ct)).GetProperty("items").EnumerateArray().Select(c => c.GetRawText())
            .Order(StringComparer.Ordinal));

    private static async Task Flip(string file, byte[] text)
    {
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        var at = bytes.AsSpan().IndexOf(text);
        Assert.True(at >= 0);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Ct);
    }
}
