using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Identities;

/// <summary>The statements by which the projection writes. Prepared once; one thread.</summary>
internal sealed partial class CustomerTables : IDisposable
{
    // By the text object itself: hashing a long text costs as much as running it.
    private readonly Dictionary<string, Statement> _prepared = new(ReferenceEqualityComparer.Instance);

    public CustomerTables(string database)
    {
        Connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false, DefaultTimeout = 30 }.ToString());
        Connection.Open();
        // A projection can lose its last commits with the power: it stands at an earlier checkpoint then and reads on from there.
        Connection.Run("pragma busy_timeout=30000; pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-32000; pragma secure_delete=on");
    }

    public SqliteConnection Connection { get; }

    public long Checkpoint
    {
        get => Query("select coalesce(max(position), 0) from platform_checkpoints where name = 'customers'", row => row.Int64(0))[0];
        set => Run(
            "insert into platform_checkpoints (name, position) values ('customers', ?1) on conflict (name) do update set position = excluded.position",
            s => s.Bind(1, value));
    }

    /// <summary>Empties all tables that are made of the journal. What colleagues decided stays.</summary>
    public void Forget()
    {
        Run("begin immediate");
        foreach (var table in (string[])["customers", "identities", "kinds", "links", "traits", "overlaid", "aliases", "suggestions"])
            Run($"delete from customers_{table}");
        Run("insert into customers_search (customers_search) values ('delete-all')");
        Checkpoint = DecisionCheckpoint = 0;
        Run("commit");
    }

    public void AddCustomer(int id, string name, bool isKnown, long firstSeen, long lastSeen) =>
        Prepared("insert into customers_customers (id, name, is_known, first_seen, last_seen) values (?1, ?2, ?3, ?4, ?5)")
            .Bind(1, id).Bind(2, name).Bind(3, isKnown ? 1 : 0).Bind(4, firstSeen).Bind(5, lastSeen).Run();

    public void AddKind(string kind) => Prepared("insert or ignore into customers_kinds (kind) values (?1)").Bind(1, kind).Run();

    public void SetSearchText(int customer, string text) =>
        Prepared("insert or replace into customers_search (rowid, text) values (?1, ?2)").Bind(1, customer).Bind(2, text).Run();

    public void AddIdentity(int id, int customer, Identity identity, bool isShared, long at, string why, long evidence) =>
        Prepared(
            "insert into customers_identities (id, customer_id, kind, value, is_shared, first_seen, why, evidence) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
            .Bind(1, id).Bind(2, customer).Bind(3, identity.Kind).Bind(4, identity.Value).Bind(5, isShared ? 1 : 0).Bind(6, at).Bind(7, why)
            .Bind(8, evidence).Run();

    public void AddLink(int identity, int other, string why, double confidence, long evidence, long at) =>
        Prepared("insert or ignore into customers_links (identity_id, other_id, why, confidence, evidence, at) values (?1, ?2, ?3, ?4, ?5, ?6)")
            .Bind(1, identity).Bind(2, other).Bind(3, why).Bind(4, confidence).Bind(5, evidence).Bind(6, at).Run();

    /// <summary>False when it was suggested before.</summary>
    public bool AddSuggestion(int one, int other, string why, long evidence, long at)
    {
        Prepared("insert or ignore into customers_suggestions (customer_id, other_id, why, evidence, at) values (?1, ?2, ?3, ?4, ?5)")
            .Bind(1, Math.Min(one, other)).Bind(2, Math.Max(one, other)).Bind(3, why).Bind(4, evidence).Bind(5, at).Run();
        return Query("select changes()", row => row.Int64(0))[0] > 0;
    }

    public void Share(int identity) => Prepared("update customers_identities set is_shared = 1 where id = ?1").Bind(1, identity).Run();

    public void Refuse(int identity) => Prepared("update customers_identities set refusals = refusals + 1 where id = ?1").Bind(1, identity).Run();

    public void Touch(int customer, long at) =>
        Prepared("update customers_customers set first_seen = min(first_seen, ?2), last_seen = max(last_seen, ?2) where id = ?1")
            .Bind(1, customer)
            .Bind(2, at)
            .Run();

    public void SetTrait(int customer, string name, string json, long at, long evidence, int identity, string source, bool once) =>
        Prepared(once
            ? "insert or ignore into customers_traits (customer_id, name, value, at, evidence, identity_id, source) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
            : """
              insert into customers_traits (customer_id, name, value, at, evidence, identity_id, source) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
              on conflict (customer_id, name) do update set value = excluded.value, at = excluded.at, evidence = excluded.evidence,
                  identity_id = excluded.identity_id, source = excluded.source
              where (excluded.at, excluded.evidence) > (at, evidence)
              """)
            .Bind(1, customer).Bind(2, name).Bind(3, json).Bind(4, at).Bind(5, evidence).Bind(6, identity).Bind(7, source).Run();

    /// <summary>What is known of a customer, and by which identity.</summary>
    public List<(string Name, string Json, int Identity)> TraitsOf(int customer) =>
        Query("select name, value, identity_id from customers_traits where customer_id = ?1", row => (row.Text(0), row.Text(1), row.Int32(2)),
            s => s.Bind(1, customer));

    public List<int> IdentitiesOf(int customer) =>
        Query("select id from customers_identities where customer_id = ?1", row => row.Int32(0), s => s.Bind(1, customer));

    /// <summary>Gives everything of one customer to another and leaves an alias.</summary>
    public void Merge(int from, int into)
    {
        foreach (var sql in MergeSteps) Prepared(sql).Bind(1, from).Bind(2, into).Run();
    }

    private static readonly string[] MergeSteps =
    [
        OverlayOfMerge,
        "update customers_identities set customer_id = ?2 where customer_id = ?1",
        """
        insert into customers_traits (customer_id, name, value, at, evidence, identity_id, source)
        select ?2, name, value, at, evidence, identity_id, source from customers_traits where customer_id = ?1
        on conflict (customer_id, name) do update set value = excluded.value, at = excluded.at, evidence = excluded.evidence,
            identity_id = excluded.identity_id, source = excluded.source
        where (excluded.at, excluded.evidence) > (at, evidence)
        """,
        "delete from customers_traits where customer_id = ?1 and ?2 > 0",
        "update customers_aliases set customer_id = ?2 where customer_id = ?1",
        "insert or replace into customers_aliases (id, customer_id) values (?1, ?2)",
        // What a colleague has decided weighs more than what is only suggested.
        "update or replace customers_suggestions set customer_id = min(?2, other_id), other_id = max(?2, other_id) "
            + "where customer_id = ?1 and decision_id is not null and other_id <> ?2",
        "update or replace customers_suggestions set customer_id = min(?2, customer_id), other_id = max(?2, customer_id) "
            + "where other_id = ?1 and decision_id is not null and customer_id <> ?2",
        "update or ignore customers_suggestions set customer_id = min(?2, other_id), other_id = max(?2, other_id) where customer_id = ?1",
        "update or ignore customers_suggestions set customer_id = min(?2, customer_id), other_id = max(?2, customer_id) where other_id = ?1",
        "delete from customers_suggestions where customer_id = other_id or customer_id = ?1 or other_id = ?1 or ?2 < 0",
        """
        update customers_customers set
            first_seen = min(first_seen, (select first_seen from customers_customers where id = ?1)),
            last_seen = max(last_seen, (select last_seen from customers_customers where id = ?1))
        where id = ?2
        """,
        "delete from customers_customers where id = ?1 and ?2 > 0",
        "delete from customers_search where rowid = ?1 and ?2 > 0",
    ];

    public List<T> Query<T>(string sql, Func<Statement, T> read, Action<Statement>? bind = null)
    {
        var rows = Prepared(sql);
        bind?.Invoke(rows);
        var found = new List<T>();
        try { while (rows.Step()) found.Add(read(rows)); }
        finally { rows.Reset(); }
        return found;
    }

    public void Run(string sql, Action<Statement>? bind = null)
    {
        var statement = Prepared(sql);
        bind?.Invoke(statement);
        statement.Run();
    }

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
