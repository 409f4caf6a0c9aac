using Throughline.Journeys.Boards;
using Throughline.Platform.Security.Access;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Boards;

/// <summary>Two colleagues arrange one board.</summary>
public sealed class ChangeBoardTests : IAsyncLifetime
{
    private static readonly Actor Ann = new(null, IsOwner: false, "Ann Lee"), Ben = new(null, IsOwner: false, "Ben Ode");

    private HostedServer? _server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await HostedServer.Start(Ct);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_second_is_told_who_was_faster_and_can_do_it_all_the_same()
    {
        var board = await Board("one", "two", "three");
        var (first, last) = (board.Tiles[0].Id, board.Tiles[2].Id);
        var moved = Assert.IsType<ChangeBoard.Changed>(await Change(board, 1, new($"move:{last}:-1"), Ann));
        Assert.Equal(["one", "three", "two"], moved.Board.Tiles.Select(t => t.Note));

        var widen = new BoardChange($"width:{first}:3", Notes: [new(first, "one", "first of all")]);
        var overtaken = Assert.IsType<ChangeBoard.Overtaken>(await Change(board, 1, widen, Ben));
        Assert.Equal(("Ann Lee", 2, true), (overtaken.Now.ChangedBy, overtaken.Now.Version, overtaken.CanStill));
        Assert.Equal("“text: one” 3 columns wide, the note “first of all” at “text: one”", overtaken.NotKept);
        Assert.Equal(1, overtaken.Now.Tiles[0].Width);

        var again = Assert.IsType<ChangeBoard.Changed>(await Change(board, overtaken.Now.Version, widen, Ben));
        Assert.Equal([("first of all", 3), ("three", 1), ("two", 1)], again.Board.Tiles.Select(t => (t.Note!, t.Width)));
    }

    [Fact]
    public async Task What_was_meant_for_a_tile_that_is_gone_says_that_it_cannot_be_done()
    {
        var board = await Board("one", "two");
        await Change(board, 1, new($"remove:{board.Tiles[1].Id}"), Ann);
        var overtaken = Assert.IsType<ChangeBoard.Overtaken>(await Change(board, 1, new($"width:{board.Tiles[1].Id}:2"), Ben));
        Assert.False(overtaken.CanStill);
        Assert.Contains("a tile that was deleted", overtaken.NotKept, StringComparison.Ordinal);
        Assert.IsType<ChangeBoard.Refused>(await Change(board, 2, new($"width:{board.Tiles[1].Id}:2"), Ben));
    }

    [Theory]
    [InlineData("move:0:-1", "a b c")]
    [InlineData("move:0:1", "b a c")]
    [InlineData("move:2:1", "a b c")]
    [InlineData("place:0:2", "b c a")]
    [InlineData("place:2:0", "c a b")]
    [InlineData("place:1:99", "a c b")]
    [InlineData("remove:1", "a c")]
    [InlineData("nonsense", "a b c")]
    public async Task A_tile_goes_where_it_is_put(string change, string order)
    {
        var board = await Board("a", "b", "c");
        var parts = change.Split(':');
        if (parts.Length > 1) parts[1] = board.Tiles[int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)].Id.ToString();
        var changed = Assert.IsType<ChangeBoard.Changed>(await Change(board, 1, new(string.Join(':', parts)), Ann));
        Assert.Equal(order, string.Join(' ', changed.Board.Tiles.Select(t => t.Note)));
    }

    private async Task<BoardShown> Board(params string[] notes) =>
        Assert.IsType<WriteBoard.Written>(await _server!.With<WriteBoard, WriteBoard.Outcome>(f =>
            f.Write(BoardId.New(), new("Monday", [.. notes.Select(n => new WriteBoard.TileWritten(Note: n))]), Ann, Ct))).Board;

    private Task<ChangeBoard.Outcome> Change(BoardShown board, int version, BoardChange change, Actor by) =>
        _server!.With<ChangeBoard, ChangeBoard.Outcome>(f => f.Change(new BoardId(board.Id), version, change, by, Ct));
}
