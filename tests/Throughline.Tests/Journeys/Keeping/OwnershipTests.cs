using Throughline.Journeys.Boards;
using Throughline.Journeys.Named;
using Throughline.Journeys.Saved;
using Throughline.Platform.Security.Access;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Keeping;

/// <summary>What a colleague keeps for everybody is theirs to change.</summary>
public sealed class OwnershipTests : IAsyncLifetime
{
    private static readonly Actor
        Ann = new(Guid.CreateVersion7(), IsOwner: false, "Ann Lee"), Ben = new(Guid.CreateVersion7(), IsOwner: false, "Ben Ode"),
            Program = new(null, IsOwner: false, "key Reports");

    private HostedServer? _server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await HostedServer.Start(Ct);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_colleagues_board_is_looked_at_and_copied_and_the_copy_is_ones_own()
    {
        var (board, question) = (BoardId.New(), QuestionId.New());
        await Save(question, new("stages", "", "Stages"), Ann);
        var written = Assert.IsType<WriteBoard.Written>(await Write(board, new("Monday", [new(question.Value, 2, "Look"), new(Note: "Text")]), Ann));
        Assert.IsType<WriteBoard.NotYours>(await Write(board, new("Mine"), Ben));
        Assert.IsType<ChangeBoard.NotYours>(await Change(board, new("text"), Ben));
        Assert.IsType<DeleteBoard.NotYours>(await _server!.With<DeleteBoard, DeleteBoard.Outcome>(f => f.Delete(board, Ben, Ct)));
        Assert.IsType<PutOnBoard.Refused>(await _server.With<PutOnBoard, PutOnBoard.Outcome>(f => f.Put(question.Value, board.Value, null, Ben, Ct)));

        var copy = Assert.IsType<CopyBoard.Copied>(await _server.With<CopyBoard, CopyBoard.Outcome>(f => f.Copy(board, Ben, Ct))).Board;
        Assert.Equal("Copy of Monday", copy.Name);
        Assert.Equal(written.Board.Tiles.Select(t => (t.Question, t.Width, t.Note)), copy.Tiles.Select(t => (t.Question, t.Width, t.Note)));
        Assert.IsType<ChangeBoard.Changed>(await Change(new BoardId(copy.Id), new("text"), Ben));
        Assert.IsType<ChangeBoard.NotYours>(await Change(new BoardId(copy.Id), new("text"), Ann));
        Assert.IsType<ChangeBoard.Changed>(await Change(board, new("text"), Ann));
    }

    [Fact]
    public async Task A_colleagues_question_is_not_changed_deleted_or_handed_on()
    {
        var id = QuestionId.New();
        Assert.IsType<SaveQuestion.Saved>(await Save(id, new("stages", "", "Stages"), Ann));
        Assert.IsType<SaveQuestion.NotYours>(await Save(id, new(Name: "Mine"), Ben));
        Assert.IsType<SaveQuestion.NotYours>(await Save(id, new(Owner: Ben.User), Ben));
        Assert.IsType<DeleteQuestion.NotYours>(await _server!.With<DeleteQuestion, DeleteQuestion.Outcome>(f => f.Delete(id, Ben, Ct)));
        Assert.IsType<SaveQuestion.Saved>(await Save(id, new(Name: "Stages now"), Ann));
    }

    [Fact]
    public async Task A_journey_is_changed_by_who_named_it_and_nobodys_change_is_overwritten_unseen()
    {
        Assert.IsType<SaveNamed.Saved>(await Name("pay", Ann));
        Assert.IsType<SaveNamed.NotYours>(await Name("pay", Ben));
        Assert.IsType<DeleteNamed.NotYours>(await _server!.With<DeleteNamed, DeleteNamed.Outcome>(f => f.Delete("pay", Ben, Ct)));
        Assert.Equal(2, Assert.IsType<SaveNamed.Saved>(await Name("pay", Ann, version: 1)).Journey.Version);
        Assert.Equal(("Ann Lee", 2), Assert.IsType<SaveNamed.Overtaken>(await Name("pay", Ann, version: 1)).Now is { } now
            ? (now.ChangedBy, now.Version)
            : default);

        // What the company begins with belongs to nobody.
        Assert.IsType<SaveNamed.Saved>(await Name("first-order", Ben, version: 1));
    }

    [Fact]
    public async Task What_a_program_made_anybody_may_change_who_may_keep_things()
    {
        var board = BoardId.New();
        await Write(board, new("Nightly", [new(Note: "Text")]), Program);
        Assert.IsType<ChangeBoard.Changed>(await Change(board, new("text"), Ben));
        Assert.IsType<WriteBoard.Written>(await Write(board, new("Nightly"), Program));
    }

    private Task<WriteBoard.Outcome> Write(BoardId id, WriteBoard.Request request, Actor by) =>
        _server!.With<WriteBoard, WriteBoard.Outcome>(f => f.Write(id, request, by, Ct));

    private async Task<ChangeBoard.Outcome> Change(BoardId id, BoardChange change, Actor by)
    {
        var board = await _server!.With<ShowBoard, BoardShown?>(f => f.Show(id.Value, Ct));
        return await _server.With<ChangeBoard, ChangeBoard.Outcome>(f => f.Change(id, board!.Version, change, by, Ct));
    }

    private Task<SaveQuestion.Outcome> Save(QuestionId id, SaveQuestion.Request request, Actor by) =>
        _server!.With<SaveQuestion, SaveQuestion.Outcome>(f => f.Save(id, request, by, Ct));

    private Task<SaveNamed.Outcome> Name(string key, Actor by, int? version = null) => _server!.With<SaveNamed, SaveNamed.Outcome>(f =>
        f.Save(key, new(null, "Pay", null, "Be done", new("Product"), [new("Checkout Started"), new("Order Completed")], 3600, null, null, version), by, Ct));
}
