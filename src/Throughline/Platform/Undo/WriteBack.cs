using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Undo;

/// <summary>Puts rows back as they were. What somebody changed since is not overwritten.</summary>
internal sealed class WriteBack(ThroughlineDb db)
{
    // It ends sessions, and those that have ended stay ended.
    private const string OfSessions = "SecurityStamp";

    /// <summary>False when a row is no longer as the act left it.</summary>
    public async Task<bool> Put(KeptRow row, CancellationToken ct)
    {
        if (db.Model.FindEntityType(row.Entity) is not { } type) return false;
        var found = await db.FindAsync(type.ClrType, row.KeyOf(type), ct);
        return row switch
        {
            { Was: null } => found is null || Remove(db.Entry(found), row),
            { Became: null } => found is null && Insert(type, row.Was),
            _ => found is not null && Restore(db.Entry(found), row),
        };
    }

    private bool Remove(EntityEntry entry, KeptRow row)
    {
        if (!IsStill(entry, row.Became!, row.Became!.Keys)) return false;
        db.Remove(entry.Entity);
        return true;
    }

    private bool Insert(IEntityType type, Dictionary<string, JsonElement> was)
    {
        var entry = db.Entry(Activator.CreateInstance(type.ClrType, nonPublic: true)!);
        foreach (var property in type.GetProperties()) entry.Property(property).CurrentValue = KeptRow.Read(property, was[property.Name]);
        entry.State = EntityState.Added;
        return true;
    }

    private static bool Restore(EntityEntry entry, KeptRow row)
    {
        var changed = row.Changed().Where(name => name != OfSessions).ToList();
        if (!IsStill(entry, row.Became!, changed)) return false;
        foreach (var name in changed)
        {
            var value = entry.Property(name);
            // A version only rises: whoever read the one in between is told so.
            value.CurrentValue = IsVersion(value) ? (int)value.CurrentValue! + 1 : KeptRow.Read(value.Metadata, row.Was![name]);
        }
        return true;
    }

    private static bool IsVersion(PropertyEntry value) => value.Metadata.IsConcurrencyToken && value.Metadata.ClrType == typeof(int);

    private static bool IsStill(EntityEntry entry, Dictionary<string, JsonElement> became, IEnumerable<string> columns) =>
        columns.All(name => JsonElement.DeepEquals(became[name], KeptRow.Write(entry.Property(name).Metadata, entry.Property(name).CurrentValue)));
}
