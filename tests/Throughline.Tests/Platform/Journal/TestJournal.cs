using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Storage;
using Throughline.Platform.Storage.Migrations;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Platform.Journal;

/// <summary>A journal in a real file, which can be closed and opened again.</summary>
public sealed class TestJournal : IAsyncDisposable
{
    private readonly TestFolder _folder = new();

    private TestJournal() { }

    public SqliteJournal Journal { get; private set; } = null!;

    public string File => _folder.File("journal.db");

    public string IndexFolder => _folder.File("journal-index");

    public static async Task<TestJournal> Create(CancellationToken ct)
    {
        var test = new TestJournal();
        await using (var connection = await SqliteSettings.Open(test.File, ct))
            await new MigrationRunner(TimeProvider.System, NullLogger<MigrationRunner>.Instance).Run(connection, Migration.Embedded("journal"), ct);
        test.Open();
        return test;
    }

    public void Open() => Journal = new SqliteJournal(File, IndexFolder, NullLogger<SqliteJournal>.Instance);

    public async Task Reopen()
    {
        await Journal.DisposeAsync();
        Open();
    }

    public Task<Receipt> Append(params Interaction[] interactions) => Journal.Append(new Batch(interactions, []), TestContext.Current.CancellationToken);

    public static Interaction Viewed(
        string messageId, string user = "anna", string? anonymous = null, long at = 1_000_000, InteractionKind kind = InteractionKind.Track,
        string channel = "web", string body = "{}") => new()
        {
        Kind = kind,
        Event = kind == InteractionKind.Track ? "Product Viewed" : "",
        MessageId = messageId,
        Identities = anonymous is null
            ? [new Identity(Identity.UserId, user)]
            : [new Identity(Identity.UserId, user), new Identity(Identity.AnonymousId, anonymous)],
        Channel = channel,
        Source = "key:test",
        ReceivedAt = at,
        At = at,
        Body = Encoding.UTF8.GetBytes(body),
    };

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        _folder.Dispose();
    }
}
