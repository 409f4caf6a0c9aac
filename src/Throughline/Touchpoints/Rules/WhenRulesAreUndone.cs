using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Touchpoints.Rules;

/// <summary>Touchpoints and stages are back as they were: interactions may belong elsewhere again.</summary>
public sealed class WhenRulesAreUndone(TouchpointsNow now, TimeProvider clock) : IWhenUndone
{
    public bool Concerns(string act) => act.StartsWith("touchpoint.", StringComparison.Ordinal) || act.StartsWith("stages.", StringComparison.Ordinal);

    public async Task Add(ThroughlineDb db, KeptAct act, Actor by, CancellationToken ct)
    {
        var settings = db.StageSettings;
        await settings.ExecuteUpdateAsync(set => set.SetProperty(s => s.Version, s => s.Version + 1), ct);
        foreach (var entry in db.ChangeTracker.Entries<Touchpoint>().ToList())
        {
            var (added, owner) = (entry.State == EntityState.Added, entry.Property(t => t.Department).OriginalValue);
            var was = entry.Property(t => t.Person).OriginalValue is { } person ? $"{owner}, {person}" : owner;
            if (!added && was == entry.Entity.Owner) continue;
            db.Add(new HistoryEntry
            {
                TouchpointKey = entry.Entity.Key, At = clock.GetUtcNow(), Who = by.Name, What = added ? HistoryEntry.Added : HistoryEntry.Owner,
                Was = added ? null : was, Became = entry.Entity.Owner,
            });
        }
    }

    public Task Reload(ThroughlineDb db, CancellationToken ct)
    {
        now.ReadAgain();
        return Task.CompletedTask;
    }
}
