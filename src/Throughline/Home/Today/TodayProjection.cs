using Microsoft.Data.Sqlite;
using Throughline.Platform.Journal;
using Throughline.Platform.Live;
using Throughline.Platform.Projections;
using Throughline.Platform.Storage;

namespace Throughline.Home.Today;

/// <summary>Counts interactions by quarter of an hour and channel, so that the home page need not read the journal.</summary>
public sealed class TodayProjection(DataFolder folder, LiveTopics live) : Projection, IDisposable
{
    private static readonly long QuarterInMicroseconds = Quarter.Length.Ticks / TimeSpan.TicksPerMicrosecond;

    private readonly Dictionary<string, Statement> _prepared = [];
    private SqliteConnection? _connection;

    public override string Name => "today";

    public override void Open(long head)
    {
        if (_connection is null)
        {
            _connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = folder.Database, Pooling = false, DefaultTimeout = 30 }.ToString());
            _connection.Open();
            _connection.Run("pragma busy_timeout=30000; pragma journal_mode=wal; pragma synchronous=normal");
        }
        Position = _connection.Scalar("select coalesce(max(position), 0) from platform_checkpoints where name = 'today'");
        if (Position > head) Reset();
    }

    // Counts and checkpoint stand in one transaction: what comes again after a crash is not counted twice.
    public override void Apply(IReadOnlyList<JournalEntry> entries)
    {
        var counts = entries.CountBy(e => (At: e.At / QuarterInMicroseconds * QuarterInMicroseconds, e.Channel));
        InTransaction(entries[^1].Position, () =>
        {
            foreach (var ((at, channel), count) in counts)
                Prepared(
                    "insert into home_quarters (at, channel, interactions) values (?1, ?2, ?3) "
                        + "on conflict (at, channel) do update set interactions = interactions + excluded.interactions")
                    .Bind(1, at).Bind(2, channel).Bind(3, count).Run();
        });
        live.Publish("journal");
    }

    public override void Reset() => InTransaction(0, () => Prepared("delete from home_quarters").Run());

    public override void Close() => Dispose();

    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        _prepared.Clear();
        _connection?.Dispose();
        _connection = null;
    }

    private void InTransaction(long checkpoint, Action write)
    {
        Prepared("begin immediate").Run();
        try
        {
            write();
            Prepared("insert into platform_checkpoints (name, position) values ('today', ?1) on conflict (name) do update set position = excluded.position")
                .Bind(1, checkpoint)
                .Run();
            Prepared("commit").Run();
        }
        catch
        {
            Prepared("rollback").Run();
            throw;
        }
        Position = checkpoint;
    }

    private Statement Prepared(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement)) _prepared[sql] = statement = new Statement(_connection!, sql);
        return statement;
    }
}
