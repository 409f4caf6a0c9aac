using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Boards;

/// <summary>Boards over the API, and their tiles as the page asks for them.</summary>
[Collection(nameof(SmallShop))]
public sealed class BoardTests(SmallShop shop)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tile_shows_the_answer_in_short_over_the_boards_period()
    {
        var board = await Board(await Question("funnel", "step=Product+Viewed&step=Order+Completed&period=all", "Who buys"));
        var tile = board.GetProperty("tiles")[0].GetProperty("id").GetString();
        var page = await Read($"/journeys/boards/{Id(board)}?period=7d&every=5");
        Assert.Contains($"hx-get=\"/journeys/boards/{Id(board)}/tiles/{tile}?period=7d\"", page, StringComparison.Ordinal);
        Assert.Contains("data-every=\"5\"", page, StringComparison.Ordinal);

        var own = await Read($"/journeys/boards/{Id(board)}/tiles/{tile}");
        Assert.Contains("33%", own, StringComparison.Ordinal);
        Assert.Contains("reached “Placed an order”", own, StringComparison.Ordinal);
        Assert.Contains("/journeys/people?of=funnel&cell.step=2", own, StringComparison.Ordinal);
        Assert.Contains("No customers in this period", await Read($"/journeys/boards/{Id(board)}/tiles/{tile}?period=7d"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("funnel", "step=Product+Viewed&step=Order+Completed", "reached “")]
    [InlineData("retention", "start=Product+Viewed&return=*&every=week", "came back in the week after")]
    [InlineData("paths", "startAt=Product+Viewed&gap=7d", "→")]
    [InlineData("switches", "within=7d", "Chat → Phone")]
    [InlineData("trend", "event=Order+Completed", "data-chart")]
    [InlineData("stages", "", "tile-bar")]
    [InlineData("next", "after=Product+Viewed", "came next")]
    public async Task Each_kind_has_a_tile(string kind, string query, string says)
    {
        var board = await Board(await Question(kind, $"{query}&period=own&from=2026-03-01&to=2026-03-31", kind));
        Assert.Contains(says, await Read($"/journeys/boards/{Id(board)}/tiles/{board.GetProperty("tiles")[0].GetProperty("id").GetString()}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tile_says_that_an_event_vanished_or_that_its_question_was_deleted()
    {
        var (vanished, gone) = (await Question("funnel", "step=Product+Viewed&step=Basket+Filled&period=all", "Basket"), await Question(
            "stages", "period=all", "Gone soon"));
        var board = await Board(vanished, gone);
        Assert.Contains(
            "“Basket Filled” was not found",
            await Read($"/journeys/boards/{Id(board)}/tiles/{board.GetProperty("tiles")[0].GetProperty("id").GetString()}"),
            StringComparison.Ordinal);

        using (await shop.Server.Api.DeleteAsync($"/api/journeys/questions/{gone}", Ct)) { }
        var page = await Read($"/journeys/boards/{Id(board)}");
        Assert.Contains("<bdi>Gone soon</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("This question was deleted", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"remove:{board.GetProperty("tiles")[1].GetProperty("id").GetString()}\"", page, StringComparison.Ordinal);
        Assert.Contains(
            "removed in the meantime",
            await Read($"/journeys/boards/{Id(board)}/tiles/{board.GetProperty("tiles")[1].GetProperty("id").GetString()}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_figures_come_as_json_csv_and_text()
    {
        var board = await Board(await Question("funnel", "step=Product+Viewed&step=Order+Completed&period=all", "=Who, buys"));
        var tiles = JsonElement.Parse(await Read($"/api/journeys/boards/{Id(board)}/figures")).GetProperty("tiles");
        Assert.Equal(1, Math.Round(tiles[0].GetProperty("figures")[1].GetProperty("number").GetDouble() * 3, 6));
        var csv = await Read($"/api/journeys/boards/{Id(board)}/figures?format=csv&period=all");
        Assert.Contains("\"'=Who, buys\",2026-03-", csv, StringComparison.Ordinal);
        Assert.Contains(",Placed an order,0.333", csv, StringComparison.Ordinal);
        Assert.Matches("  Placed an order +33 ?%  \\(n = 3\\)", await Read($"/api/journeys/boards/{Id(board)}/figures?format=text"));
        await Read($"/api/journeys/boards/{Id(board)}/figures?format=xls", 400);
        await Read($"/api/journeys/boards/{Guid.CreateVersion7()}/figures", 404);
        Assert.Contains("Board not found", await Read($"/journeys/boards/{Guid.CreateVersion7()}", 410), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_written_over_somebody_elses_change_is_refused()
    {
        var board = await Board(await Question("stages", "", "Stages"));
        await Put($"boards/{Id(board)}", new { name = "Renamed", version = 1 }, 200);
        var refused = await Put($"boards/{Id(board)}", new { name = "Mine", tiles = Array.Empty<object>(), version = 1 }, 409);
        Assert.Equal("changed_meanwhile", refused.GetProperty("code").GetString());
        var now = await shop.Server.Get($"/api/journeys/boards/{Id(board)}", Ct);
        Assert.Equal(("Renamed", 1), (now.GetProperty("name").GetString(), now.GetProperty("tiles").GetArrayLength()));
    }

    [Theory]
    [InlineData("""{"name":"x","tiles":[{"question":"0198c0de-0000-7000-8000-000000000001"}]}""", "tiles[0].question")]
    [InlineData("""{"name":"x","tiles":[{"note":"a","width":4}]}""", "tiles[0].width")]
    [InlineData("""{"name":"x","tiles":[{}]}""", "tiles[0]")]
    [InlineData("""{"name":""}""", "name")]
    public async Task What_cannot_be_written_names_the_field(string json, string field) =>
        Assert.Equal(
            field, (await Put($"boards/{Guid.CreateVersion7()}", JsonElement.Parse(json), 422)).GetProperty("faults")[0].GetProperty("field").GetString());

    private static string Id(JsonElement board) => board.GetProperty("id").GetString()!;

    private async Task<Guid> Question(string kind, string query, string name)
    {
        var id = Guid.CreateVersion7();
        await Put($"questions/{id}", new { kind, query, name }, 201);
        return id;
    }

    private Task<JsonElement> Board(params Guid[] questions) =>
        Put($"boards/{Guid.CreateVersion7()}", new { name = "Monday", tiles = questions.Select(q => new { question = q, width = 2 }) }, 201);

    private Task<JsonElement> Put(string path, object body, int status) => shop.Server.Put("/api/journeys/" + path, body, status, Ct);

    private Task<string> Read(string path, int status = 200) => shop.Server.ReadPage(path, Ct, status);
}
