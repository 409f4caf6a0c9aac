using Microsoft.Data.Sqlite;
using Throughline.Platform.Journal.Indexing;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>
/// Stores what could not be understood, each once: it is found again by hash in sorted files, as message ids are. Belongs
/// to the writing thread; what was noted in a transaction that failed is forgotten with it.
/// </summary>
internal sealed class SetAsideWriter : IDisposable
{
    private readonly PairIndex _digests;
    private readonly Statement _insert, _again;
    private readonly Dictionary<ulong, long> _uncommitted = [];
    private readonly List<ulong> _candidates = [];
    private long _highest, _committed, _expected;

    public SetAsideWriter(SqliteConnection connection, PairIndex digests)
    {
        _digests = digests;
        _insert = new Statement(connection, """
            insert into journal_set_aside (id, digest, door, source, code, message, body, sent_at, first_at, last_at, times)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, 1)
            """);
        // The row may have been retried and removed since, and another have its number.
        _again = new Statement(connection, "update journal_set_aside set last_at = ?3, times = times + 1 where id = ?1 and digest = ?2 returning 1");
        _highest = _committed = connection.Scalar("select coalesce(max(id), 0) from journal_set_aside");
        CatchUp(connection);
    }

    public void Add(NotUnderstood item)
    {
        var digest = Fingerprint.Of(item.Body.Span, Fingerprint.Of(item.Code));
        if (WasThere(digest, item.ReceivedAt)) return;
        _insert.Bind(1, ++_highest).Bind(2, (long)digest).Bind(3, item.Door).Bind(4, item.Source).Bind(5, item.Code).Bind(6, item.Message)
            .Bind(7, item.Body.Span).Bind(8, item.SentAt).Bind(9, item.ReceivedAt).Run();
        _uncommitted[digest] = _highest;
    }

    public void Keep()
    {
        foreach (var (digest, id) in _uncommitted) _digests.Add(new Pair(digest, (ulong)id));
        if (_uncommitted.Count > 0) _digests.AddedUpTo(_highest);
        _committed = _highest;
        _uncommitted.Clear();
    }

    public void Forget()
    {
        _highest = _committed;
        _uncommitted.Clear();
    }

    public void Dispose()
    {
        _digests.AddedUpTo(_highest, flush: true);
        _insert.Dispose();
        _again.Dispose();
    }

    private bool WasThere(ulong digest, long now)
    {
        if (_uncommitted.TryGetValue(digest, out var fresh)) return Again(fresh, digest, now);
        // A file that is read again comes in the order of the first time.
        if (_expected > 0 && Again(_expected, digest, now)) return true;
        _candidates.Clear();
        _digests.Find(digest, _candidates);
        foreach (var id in _candidates) if (Again((long)id, digest, now)) return true;
        _expected = 0;
        return false;
    }

    private bool Again(long id, ulong digest, long now)
    {
        try
        {
            if (!_again.Bind(1, id).Bind(2, (long)digest).Bind(3, now).Step()) return false;
            _expected = id + 1;
            return true;
        }
        finally
        {
            _again.Reset();
        }
    }

    private void CatchUp(SqliteConnection connection)
    {
        // The newest rows were removed, or a journal older than its index was put back from a backup.
        if (_digests.Covered > _highest) _digests.Clear();
        using var rows = new Statement(connection, "select id, digest from journal_set_aside where id > ?1 order by id");
        var since = 0;
        for (rows.Bind(1, _digests.Covered); rows.Step();)
        {
            _digests.Add(new Pair((ulong)rows.Int64(1), (ulong)rows.Int64(0)));
            if (++since % 4096 == 0) _digests.AddedUpTo(rows.Int64(0));
        }
    }
}
