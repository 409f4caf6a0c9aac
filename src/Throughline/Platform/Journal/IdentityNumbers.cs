using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>
/// Gives each identity a small number, once and for ever. Belongs to the writing thread; numbers given in a transaction
/// that failed are forgotten with it.
/// </summary>
internal sealed class IdentityNumbers : IDisposable
{
    private const int CacheLimit = 400_000;

    private readonly Statement _find, _insert;
    private readonly Dictionary<Identity, int> _known = [];
    private readonly List<Identity> _uncommitted = [];
    private int _highest;
    private int _committed;

    public IdentityNumbers(SqliteConnection connection)
    {
        _find = new Statement(connection, "select id from journal_identities where kind = ?1 and value = ?2");
        _insert = new Statement(connection, "insert into journal_identities (id, kind, value) values (?1, ?2, ?3)");
        _highest = _committed = (int)connection.Scalar("select coalesce(max(id), 0) from journal_identities");
    }

    public int NumberOf(Identity identity)
    {
        if (_known.TryGetValue(identity, out var number)) return number;
        if (Find(identity) is { } stored) return Remember(identity, stored);
        _insert.Bind(1, ++_highest).Bind(2, identity.Kind).Bind(3, identity.Value).Run();
        _uncommitted.Add(identity);
        return Remember(identity, _highest);
    }

    public void Keep()
    {
        _committed = _highest;
        _uncommitted.Clear();
    }

    public void Forget()
    {
        foreach (var identity in _uncommitted) _known.Remove(identity);
        _highest = _committed;
        _uncommitted.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
    }

    private int Remember(Identity identity, int number)
    {
        // Starting over costs one look-up each; it needs no order of use to be kept.
        if (_known.Count >= CacheLimit) _known.Clear();
        return _known[identity] = number;
    }

    private int? Find(Identity identity)
    {
        try { return _find.Bind(1, identity.Kind).Bind(2, identity.Value).Step() ? _find.Int32(0) : null; }
        finally { _find.Reset(); }
    }
}
