using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Throughline.Contracts;
using Throughline.Platform.Jobs;
using Throughline.Platform.Outbox;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Undo;

/// <summary>Keeps what this request's database is about to change, so that it can be undone. Saved with the change, or not at all.</summary>
public sealed class KeepForUndo(ThroughlineDb db, TimeProvider clock) : IPart
{
    private KeptAct? _last;

    /// <summary>The id of what can be undone. Call it when everything is changed and nothing is saved.</summary>
    /// <param name="act">As it is on record, and so is the subject.</param>
    /// <param name="permission">What whoever undoes it must be allowed to do.</param>
    /// <param name="said">What was done, with a hole for the name: <c>The segment “{0}” is deleted.</c></param>
    /// <param name="link">The page of what is back once it is undone.</param>
    public Guid Keep(Actor by, string act, string subject, string permission, [Said] string said, string name, string? link = null)
    {
        _last = new KeptAct
        {
            Id = Guid.CreateVersion7(), Act = act, Subject = subject, Permission = permission, Said = said, Name = name, Link = link,
            UserId = by.User, By = by.Name, Until = clock.GetUtcNow() + KeptAct.For,
        };
        Also();
        db.Add(_last);
        return _last.Id;
    }

    /// <summary>Keeps what the same act changes next: call it before a second save of one transaction.</summary>
    public void Also()
    {
        db.ChangeTracker.DetectChanges();
        var rows = db.ChangeTracker.Entries().Where(IsKept).Select(KeptRow.Of).ToList();
        _last!.Content = JsonSerializer.Serialize(_last.Rows.Concat(rows));
    }

    /// <summary>Deletes what was asked for and puts it on record, both or neither, and keeps it. Null when it was gone already.</summary>
    public async Task<Guid?> DeleteOnRecord<T>(
        IQueryable<T> rows, Actor by, string act, string subject, string permission, [Said] string said, Func<T, string> name, string? link,
        CancellationToken ct, object? details = null) where T : class
    {
        // Changed in this very moment, it goes all the same: it is read within the transaction that removes it.
        await using var both = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, ct);
        if (await rows.AsTracking().FirstOrDefaultAsync(ct) is not { } row) return null;
        db.Remove(row);
        var kept = Keep(by, act, subject, permission, said, name(row), link);
        db.Audit(by, act, subject, details);
        await db.SaveChangesAsync(ct);
        await both.CommitAsync(ct);
        return kept;
    }

    // The record of who did what stays, and what the database numbers itself has no key yet.
    private static bool IsKept(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
        && entry.Entity is not (AuditEntry or OutboxRow or JobRow or KeptAct)
        && entry.Metadata.FindPrimaryKey()!.Properties.All(p => !entry.Property(p).IsTemporary);
}
