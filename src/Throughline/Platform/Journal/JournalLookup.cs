using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Journal.Indexing;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>Finds by hash what the journal knows already, each time on a connection of its own.</summary>
internal sealed class JournalLookup(Func<SqliteConnection> open, PairIndex messageIds, PairIndex identityHashes)
{
    public int? FindIdentity(Identity identity)
    {
        using var connection = open();
        using var find = Find(connection);
        return IdentityNumbers.Find(identity, find, identityHashes, []);
    }

    public IReadOnlySet<Identity> AreKnown(IReadOnlyList<Identity> identities)
    {
        using var connection = open();
        using var find = Find(connection);
        List<ulong> candidates = [];
        return identities.Where(identity => IdentityNumbers.Find(identity, find, identityHashes, candidates) is not null).ToHashSet();
    }

    public IReadOnlyList<int> FindRepeats(IReadOnlyList<string> ids)
    {
        using var connection = open();
        using var known = new MessageIds(connection, messageIds);
        return [.. Enumerable.Range(0, ids.Count).Where(i => known.IsKnown(Fingerprint.Of(ids[i]), ids[i]))];
    }

    private static Statement Find(SqliteConnection connection) => new(connection, "select kind, value from journal_identities where id = ?1");
}
