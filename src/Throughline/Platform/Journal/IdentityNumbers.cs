using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Journal.Indexing;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>
/// Gives each identity a small number, once and for ever. Belongs to the writing thread; numbers given in a transaction
/// that failed are forgotten with it. They are found by hash in sorted files, as message ids are, so that a new customer
/// costs no random write either.
/// </summary>
internal sealed class IdentityNumbers : IDisposable
{
    private const int CacheLimit = 200_000;

    private readonly PairIndex _hashes;
    private readonly Statement _find, _insert;
    private readonly Dictionary<Identity, int> _known = [];
    private readonly List<Identity> _uncommitted = [];
    private readonly List<ulong> _candidates = [];
    private int _highest, _committed;

    public IdentityNumbers(SqliteConnection connection, PairIndex hashes)
    {
        _hashes = hashes;
        _find = new Statement(connection, "select kind, value from journal_identities where id = ?1");
        _insert = new Statement(connection, "insert into journal_identities (id, kind, value, hash) values (?1, ?2, ?3, ?4)");
        _highest = _committed = (int)connection.Scalar("select coalesce(max(id), 0) from journal_identities");
        CatchUp(connection);
    }

    public static ulong HashOf(Identity identity) => Fingerprint.Of(identity.Value, Fingerprint.Of(identity.Kind));

    public int NumberOf(Identity identity)
    {
        if (_known.TryGetValue(identity, out var number)) return number;
        if (Find(identity, _find, _hashes, _candidates) is { } stored) return _known[identity] = stored;
        _insert.Bind(1, ++_highest).Bind(2, identity.Kind).Bind(3, identity.Value).Bind(4, (long)HashOf(identity)).Run();
        _uncommitted.Add(identity);
        return _known[identity] = _highest;
    }

    /// <param name="find">Selects kind and value by id.</param>
    public static int? Find(Identity identity, Statement find, PairIndex hashes, List<ulong> candidates)
    {
        candidates.Clear();
        hashes.Find(HashOf(identity), candidates);
        foreach (var candidate in candidates)
        {
            try { if (find.Bind(1, (long)candidate).Step() && find.Text(1) == identity.Value && find.Text(0) == identity.Kind) return (int)candidate; }
            finally { find.Reset(); }
        }
        return null;
    }

    public void Keep()
    {
        foreach (var identity in _uncommitted) _hashes.Add(new Pair(HashOf(identity), (ulong)_known[identity]));
        if (_uncommitted.Count > 0) _hashes.AddedUpTo(_highest);
        _committed = _highest;
        _uncommitted.Clear();
        // Starting over costs one look-up each; it needs no order of use to be kept.
        if (_known.Count > CacheLimit) _known.Clear();
    }

    public void Forget()
    {
        foreach (var identity in _uncommitted) _known.Remove(identity);
        _highest = _committed;
        _uncommitted.Clear();
    }

    /// <summary>Nobody is found by these numbers any more. They are not given again.</summary>
    public void Drop(IReadOnlyCollection<int> numbers)
    {
        foreach (var (identity, _) in _known.Where(pair => numbers.Contains(pair.Value)).ToList()) _known.Remove(identity);
        _hashes.Remove(pair => numbers.Contains((int)pair.Order));
    }

    public void Dispose()
    {
        _hashes.AddedUpTo(_highest, flush: true);
        _find.Dispose();
        _insert.Dispose();
    }

    private void CatchUp(SqliteConnection connection)
    {
        // A journal older than its index was put back from a backup.
        if (_hashes.Covered > _highest) _hashes.Clear();
        using var rows = new Statement(connection, "select id, hash from journal_identities where id > ?1 order by id");
        rows.Bind(1, _hashes.Covered);
        while (rows.Step()) _hashes.Add(new Pair((ulong)rows.Int64(1), (ulong)rows.Int64(0)));
        _hashes.AddedUpTo(_highest);
    }
}
