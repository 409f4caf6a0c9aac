using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Touchpoints.Seen;

/// <summary>The statements by which the projection writes. Prepared once; one thread.</summary>
internal sealed class SeenTables : IDisposable
{
    private readonly Dictionary<string, Statement> _prepared = new(ReferenceEqualityComparer.Instance);

    public SeenTables(string database)
    {
        Connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false, DefaultTimeout = 30 }.ToString());
        Connection.Open();
        // A projection can lose its last commits with the power: it stands at an earlier checkpoint then and reads on from there.
        Connection.Run("pragma busy_timeout=30000; pragma journal_mode=wal; pragma synchronous=normal; pragma secure_delete=on");
    }

    public SqliteConnection Connection { get; }

    public long Checkpoint
    {
        get => Connection.Scalar("select coalesce(max(position), 0) from platform_checkpoints where name = 'touchpoints'");
        set => Prepared(
            "insert into platform_checkpoints (name, position) values ('touchpoints', ?1) on conflict (name) do update set position = excluded.position")
            .Bind(1, value)
            .Run();
    }

    public void AddSeen(string name, string channel, long count, long lastSeen) =>
        Prepared("""
            insert into touchpoints_seen (event, channel, count, last_seen) values (?1, ?2, ?3, ?4)
            on conflict (event, channel) do update set count = count + excluded.count, last_seen = max(last_seen, excluded.last_seen)
            """).Bind(1, name).Bind(2, channel).Bind(3, count).Bind(4, lastSeen).Run();

    public void AddOrder(long position, int identity, long at, OrderStep step, string? number, long? amount, string? currency) =>
        Prepared("insert or replace into touchpoints_orders (position, identity, at, step, number, amount, currency) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .Bind(1, position).Bind(2, identity).Bind(3, at).Bind(4, (int)step).Bind(5, number).Bind(6, amount).Bind(7, currency).Run();

    public void AddReferral(long position, bool isUsed, int identity, int? referrer, bool isAwaited, string? code, long at) =>
        Prepared(
            "insert or replace into touchpoints_referrals (position, is_used, identity, referrer, is_awaited, code, at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .Bind(1, position).Bind(2, isUsed ? 1 : 0).Bind(3, identity).Bind(4, (long?)referrer).Bind(5, isAwaited ? 1 : 0).Bind(6, code).Bind(7, at).Run();

    /// <summary>Whom a referral names is known now, or turned out to be nobody.</summary>
    public void SetReferrer(long position, int? referrer) =>
        Prepared("update touchpoints_referrals set referrer = ?2, is_awaited = 0 where position = ?1 and is_awaited = 1")
            .Bind(1, position)
            .Bind(2, (long?)referrer)
            .Run();

    /// <summary>Referrals that name somebody whom nobody has met.</summary>
    public List<long> Awaited()
    {
        using var rows = new Statement(Connection, "select position from touchpoints_referrals where is_awaited = 1 order by position");
        var positions = new List<long>();
        while (rows.Step()) positions.Add(rows.Int64(0));
        return positions;
    }

    public void Forget(long position)
    {
        foreach (var sql in (string[])["delete from touchpoints_orders where position = ?1", "delete from touchpoints_referrals where position = ?1"])
            Prepared(sql).Bind(1, position).Run();
    }

    public HashSet<(string, string)> Names()
    {
        using var rows = new Statement(Connection, "select event, channel from touchpoints_seen");
        var names = new HashSet<(string, string)>();
        while (rows.Step()) names.Add((rows.Text(0), rows.Text(1)));
        return names;
    }

    public void Run(string sql) => Prepared(sql).Run();

    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        Connection.Dispose();
    }

    private Statement Prepared(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement)) _prepared[sql] = statement = new Statement(Connection, sql);
        return statement;
    }
}
