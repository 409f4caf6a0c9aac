using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Audit;

/// <summary>Reads the audit log from its beginning and names the first entry that is not as it was written.</summary>
public sealed class CheckAudit(ThroughlineDb db) : IPart
{
    /// <summary>What is wrong, in a sentence; <c>null</c> when nothing is.</summary>
    public async Task<string?> FirstBreak(CancellationToken ct)
    {
        var entries = db.AuditEntries;
        var (expected, previous) = (1L, Array.Empty<byte>());
        await foreach (var entry in entries.AsNoTracking().OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (entry.Id != expected) return $"audit log: entry {expected} is missing";
            if (!entry.IsAsSealed) return $"audit log: entry {entry.Id} was altered after it was written";
            if (!entry.PreviousHash.AsSpan().SequenceEqual(previous)) return $"audit log: entry {entry.Id} does not follow the entry before it";
            (expected, previous) = (expected + 1, entry.Hash);
        }
        var everWritten = await EverWritten(ct);
        return everWritten < expected ? null : $"audit log: it ends at entry {expected - 1}, and entry {everWritten} was written; the last ones are missing";
    }

    // SQLite remembers the highest number it ever gave.
    private async Task<long> EverWritten(CancellationToken ct) => await db.Database
        .SqlQuery<long>($"select seq as \"Value\" from sqlite_sequence where name = 'security_audit'").SingleOrDefaultAsync(ct);
}
