using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Identities;

internal sealed partial class CustomerTables
{
    /// <summary>The last decision that is in the tables.</summary>
    public int DecisionCheckpoint
    {
        get => Query("select coalesce(max(position), 0) from platform_checkpoints where name = 'customers.decisions'", row => row.Int32(0))[0];
        set => Run(
            "insert into platform_checkpoints (name, position) values ('customers.decisions', ?1) "
                + "on conflict (name) do update set position = excluded.position",
            s => s.Bind(1, value));
    }

    public List<IdentityDecision> DecisionsAfter(int id) =>
        Query(
            "select id, kind, customer_id, other_id, identities, undoes, evidence, position, by, at from customers_decisions where id > ?1 order by id",
            ReadDecision,
            s => s.Bind(1, id));

    public IdentityDecision? FindDecision(int id) =>
        Query(
            "select id, kind, customer_id, other_id, identities, undoes, evidence, position, by, at from customers_decisions where id = ?1",
            ReadDecision,
            s => s.Bind(1, id)).FirstOrDefault();

    public bool IsUndone(int decision) => Query("select 1 from customers_decisions where undoes = ?1", row => row.Int32(0), s => s.Bind(1, decision)).Count > 0;

    public int NextDecision() => Math.Max(DecisionCheckpoint, Query("select coalesce(max(id), 0) from customers_decisions", row => row.Int32(0))[0]) + 1;

    public void AddDecision(IdentityDecision made) =>
        Run(
            "insert into customers_decisions (id, kind, customer_id, other_id, identities, undoes, evidence, position, by, at) "
                + "values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            s => s
                .Bind(1, made.Id).Bind(2, IdentityDecision.WordFor(made.Kind)).Bind(3, made.CustomerId).Bind(4, made.OtherId)
                .Bind(5, IdentityDecision.Write(made.Identities))
                .Bind(6, (long?)made.Undoes).Bind(7, made.Evidence).Bind(8, made.Position).Bind(9, made.By).Bind(10, made.At.ToMicroseconds()));

    /// <summary>Live links among the identities of a customer.</summary>
    public List<(int Id, int One, int Other)> LinksOf(int customer) =>
        Query(
            "select l.id, l.identity_id, l.other_id from customers_links l join customers_identities i on i.id = l.identity_id "
                + "where i.customer_id = ?1 and l.retracted_at is null",
            row => (row.Int32(0), row.Int32(1), row.Int32(2)), s => s.Bind(1, customer));

    public void AddHandLink(int identity, int other, IdentityDecision by) =>
        Run(
            "insert or ignore into customers_links (identity_id, other_id, why, confidence, evidence, at, decision_id) "
                + "values (?1, ?2, 'by hand', 1, ?3, ?4, ?5)",
            s => s.Bind(1, identity).Bind(2, other).Bind(3, by.Position).Bind(4, by.At.ToMicroseconds()).Bind(5, by.Id));

    public void Retract(int link, IdentityDecision by) =>
        Run("update customers_links set retracted_at = ?2, retracted_by = ?3 where id = ?1",
            s => s.Bind(1, link).Bind(2, by.At.ToMicroseconds()).Bind(3, by.Id));

    /// <summary>Links that a decision made, as they stand.</summary>
    public List<(int Id, int One, int Other)> LinksBy(int decision) =>
        Query(
            "select id, identity_id, other_id from customers_links where decision_id = ?1 and retracted_at is null",
            row => (row.Int32(0), row.Int32(1), row.Int32(2)),
            s => s.Bind(1, decision));

    /// <summary>Links that a decision retracted hold again.</summary>
    public List<(int One, int Other)> RestoreLinks(int decision)
    {
        var restored = Query(
            "select identity_id, other_id from customers_links where retracted_by = ?1 order by id",
            row => (row.Int32(0), row.Int32(1)),
            s => s.Bind(1, decision));
        Run("update or ignore customers_links set retracted_at = null, retracted_by = null where retracted_by = ?1", s => s.Bind(1, decision));
        return restored;
    }

    public (long Evidence, int? Decision)? FindSuggestion(int one, int other) =>
        Query(
            "select evidence, decision_id from customers_suggestions where customer_id = ?1 and other_id = ?2",
            row => ((long, int?)?)(row.Int64(0), (int?)row.NullableInt64(1)),
            s => s.Bind(1, Math.Min(one, other)).Bind(2, Math.Max(one, other))).FirstOrDefault();

    /// <summary>Two customers stay apart until a decision or an explicit statement joins them.</summary>
    public void KeepApart(int one, int other, IdentityDecision by) =>
        Run("""
            insert into customers_suggestions (customer_id, other_id, why, evidence, at, decision_id) values (?1, ?2, 'by hand', ?3, ?4, ?5)
            on conflict (customer_id, other_id) do update set decision_id = excluded.decision_id
            """, s => s.Bind(1, Math.Min(one, other)).Bind(2, Math.Max(one, other)).Bind(3, by.Position).Bind(4, by.At.ToMicroseconds()).Bind(5, by.Id));

    /// <summary>Takes back what keeps customers apart: what was suggested before waits again. Returns whether anything was.</summary>
    public bool LetJoin(int decision)
    {
        var any = Query("select 1 from customers_suggestions where decision_id = ?1", row => row.Int32(0), s => s.Bind(1, decision)).Count > 0;
        Run("delete from customers_suggestions where decision_id = ?1 and why = 'by hand'", s => s.Bind(1, decision));
        Run("update customers_suggestions set decision_id = null where decision_id = ?1", s => s.Bind(1, decision));
        return any;
    }

    public List<(int Id, int Other, long Evidence, int? Decision)> SuggestionsOf(int customer) =>
        Query("select id, customer_id + other_id - ?1, evidence, decision_id from customers_suggestions where customer_id = ?1 or other_id = ?1",
            row => (row.Int32(0), row.Int32(1), row.Int64(2), (int?)row.NullableInt64(3)), s => s.Bind(1, customer));

    public void MoveSuggestion(int id, int from, int to) =>
        Run(
            "update or ignore customers_suggestions "
                + "set customer_id = min(customer_id + other_id - ?2, ?3), other_id = max(customer_id + other_id - ?2, ?3) where id = ?1",
            s => s.Bind(1, id).Bind(2, from).Bind(3, to));

    public void CopySuggestion(int id, int from, int to) =>
        Run("""
            insert or ignore into customers_suggestions (customer_id, other_id, why, evidence, at, decision_id)
            select min(customer_id + other_id - ?2, ?3), max(customer_id + other_id - ?2, ?3), why, evidence, at, decision_id
                from customers_suggestions where id = ?1
            """, s => s.Bind(1, id).Bind(2, from).Bind(3, to));

    /// <summary>Numbers that lead to this customer.</summary>
    public List<int> AliasesOf(int customer) =>
        Query("select id from customers_aliases where customer_id = ?1 order by id", row => row.Int32(0), s => s.Bind(1, customer));

    /// <summary>Gives some identities of a customer to another, who begins with them. Aliases go with the identity whose number they are.</summary>
    public void Part(int from, int to, IReadOnlyCollection<int> leaving)
    {
        foreach (var identity in leaving) Run("update customers_identities set customer_id = ?2 where id = ?1", s => s.Bind(1, identity).Bind(2, to));
        Run("update customers_aliases set customer_id = ?2 where customer_id = ?1 and id in (select id from customers_identities where customer_id = ?2)",
            s => s.Bind(1, from).Bind(2, to));
        Run("delete from customers_aliases where id = ?1", s => s.Bind(1, to));
        Run("delete from customers_search where rowid = ?1", s => s.Bind(1, from));
        // When each was last seen is not kept by identity: lists may place them too high until their next interaction.
        Run(
            "insert into customers_customers (id, name, is_known, first_seen, last_seen) select ?2, '', 0, first_seen, last_seen "
                + "from customers_customers where id = ?1",
            s => s.Bind(1, from).Bind(2, to));
        foreach (var customer in (int[])[from, to])
            Run("update customers_customers set first_seen = (select min(first_seen) from customers_identities where customer_id = ?1) where id = ?1",
                s => s.Bind(1, customer));
    }

    public (long First, long Last) SeenOf(int customer) =>
        Query("select first_seen, last_seen from customers_customers where id = ?1", row => (row.Int64(0), row.Int64(1)), s => s.Bind(1, customer))[0];

    private static IdentityDecision ReadDecision(Statement row) => new()
    {
        Id = row.Int32(0),
        Kind = IdentityDecision.KindOf(row.Text(1)),
        CustomerId = row.Int32(2),
        OtherId = row.Int32(3),
        Identities = IdentityDecision.Read(row.Text(4)),
        Undoes = (int?)row.NullableInt64(5),
        Evidence = row.NullableInt64(6),
        Position = row.Int64(7),
        By = row.Text(8),
        At = Instants.FromMicroseconds(row.Int64(9)),
    };
}
