using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Audit;

/// <summary>Puts on record what is written with SQL of its own: in the transaction that this connection has begun.</summary>
public static class AuditByHand
{
    public static void Add(SqliteConnection connection, AuditEntry entry, DateTimeOffset at)
    {
        var (id, hash) = Last(connection);
        entry.Seal(id + 1, at, hash);
        using var insert = new Statement(connection, """
            insert into security_audit (id, at, user_id, "by", action, subject, details, previous_hash, hash) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """);
        // An id as the rest of the table spells it.
        insert.Bind(1, id + 1).Bind(2, at.ToMicroseconds()).Bind(3, entry.UserId?.ToString().ToUpperInvariant()).Bind(4, entry.By).Bind(5, entry.Action)
            .Bind(6, entry.Subject).Bind(7, entry.Details).Bind(8, entry.PreviousHash).Bind(9, entry.Hash).Run();
    }

    private static (long Id, byte[] Hash) Last(SqliteConnection connection)
    {
        using var last = new Statement(connection, "select id, hash from security_audit order by id desc limit 1");
        return last.Step() ? (last.Int64(0), last.Blob(1).ToArray()) : (0, []);
    }
}
