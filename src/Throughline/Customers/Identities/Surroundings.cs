using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Customers.Identities;

/// <summary>
/// All identities that had to do with a customer: what was decided about them, by the guards or by hand, may rest on what the customer's
/// interactions said. They hang together by customers, links that hold or held, suggestions, decisions and the interaction they were met by.
/// </summary>
internal sealed class Surroundings
{
    private const int MostIdentities = 2_000;

    private readonly CustomerTables _tables;
    private readonly HashSet<int> _found = [];
    private readonly Queue<int> _next = [];
    private readonly List<IdentityDecision> _decisions;

    private Surroundings(CustomerTables tables)
    {
        _tables = tables;
        _decisions = tables.DecisionsAfter(0);
    }

    /// <summary>The identities of others, and by customers.</summary>
    public IReadOnlySet<int> Identities { get; private set; } = new HashSet<int>();

    public IReadOnlyCollection<int> Customers { get; private set; } = [];

    /// <summary>Decisions about them that are left, in order.</summary>
    public IReadOnlyList<IdentityDecision> Decisions { get; private set; } = [];

    /// <summary>Null when they are too many, or when one of them was refused so often that whoever came later left no trace.</summary>
    public static Surroundings? Of(CustomerTables tables, IJournal journal, WholeCustomer customer, ErasureTraces traces)
    {
        var around = new Surroundings(tables);
        around.Add(customer.Identities.Keys.Append(customer.Id.Value).Concat(traces.Touched));
        // Of whom they named, those matter here whom nobody else had named before; the others hang on by what was decided.
        around.Add(traces.Orphans.Where(orphan => around.EvidenceOf(orphan) is { } evidence && journal.ReadAt([evidence]) is []));
        while (around._next.TryDequeue(out var identity))
        {
            if (around._found.Count > MostIdentities) return null;
            around.AddNeighbours(identity, journal);
        }
        var gone = customer.Identities.Keys.Append(customer.Id.Value).ToHashSet();
        around.Identities = around._found.Except(gone).ToHashSet();
        around.Customers = [.. around._found.Select(around.CustomerOf).OfType<int>().Distinct().Except(gone)];
        around.Decisions = [.. around._decisions.Where(d =>
            !gone.Contains(d.CustomerId) && !gone.Contains(d.OtherId) && NumbersIn(d).Any(around._found.Contains))];
        return around.Identities.Any(around.IsRefusedToMany) ? null : around;
    }

    private void Add(IEnumerable<int> identities)
    {
        foreach (var identity in identities) if (_found.Add(identity)) _next.Enqueue(identity);
    }

    private void AddNeighbours(int identity, IJournal journal)
    {
        Add(_tables.Query(
            "select id from customers_identities where customer_id = (select customer_id from customers_identities where id = ?1)",
            row => row.Int32(0), s => s.Bind(1, identity)));
        Add(_tables.Query("select other_id from customers_links where identity_id = ?1 union select identity_id from customers_links where other_id = ?1",
            row => row.Int32(0), s => s.Bind(1, identity)));
        // A suggestion stands under the numbers of customers, which are numbers of identities of theirs.
        Add(_tables.Query(
            "select customer_id + other_id - ?1 from customers_suggestions where customer_id = ?1 or other_id = ?1", row => row.Int32(0),
            s => s.Bind(1, identity)));
        foreach (var decision in _decisions)
            if (NumbersIn(decision).Contains(identity)) Add(NumbersIn(decision));
        if (EvidenceOf(identity) is { } evidence && journal.ReadAt([evidence]) is [var entry])
            Add(entry.Others.Prepend(entry.Identity).Where(other => CustomerOf(other) is not null));
    }

    private static IEnumerable<int> NumbersIn(IdentityDecision decision) => decision.Identities.Append(decision.CustomerId).Append(decision.OtherId);

    private int? CustomerOf(int identity) =>
        _tables.Query("select customer_id from customers_identities where id = ?1", row => (int?)row.Int32(0), s => s.Bind(1, identity)).FirstOrDefault();

    private long? EvidenceOf(int identity) =>
        _tables.Query("select evidence from customers_identities where id = ?1", row => (long?)row.Int64(0), s => s.Bind(1, identity)).FirstOrDefault();

    private bool IsRefusedToMany(int identity) =>
        _tables.Query("select 1 from customers_identities where id = ?1 and refusals >= ?2", row => row.Int32(0),
            s => s.Bind(1, identity).Bind(2, JoinGuard.SharedAfterRefusals)).Count > 0;
}
