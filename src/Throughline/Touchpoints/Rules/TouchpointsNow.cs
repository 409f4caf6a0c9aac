using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Live;
using Throughline.Platform.Storage;
using Throughline.Touchpoints.Shipped;

namespace Throughline.Touchpoints.Rules;

/// <summary>Holds the rules as they stand, and changes them: in the database first, then for everybody who asks.</summary>
[OneForAll]
public sealed class TouchpointsNow(IDbContextFactory<ThroughlineDb> databases, LiveTopics live) : ITouchpoints
{
    /// <summary>The live topic of every change.</summary>
    public const string Topic = "touchpoints";

    private readonly Lock _lock = new();
    private volatile RuleBook? _book;

    public TouchpointBook Now => Book;

    internal RuleBook Book => _book ?? Load();

    /// <summary>Saves what was changed in <paramref name="db"/> and shows it at once; false when a unique key refused it.</summary>
    /// <param name="reassigns">Interactions may belong elsewhere now: the version rises.</param>
    public async Task<bool> Save(ThroughlineDb db, bool reassigns, CancellationToken ct)
    {
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (!await db.TrySave(ct)) return false;
            var settings = db.StageSettings;
            if (reassigns) await settings.ExecuteUpdateAsync(set => set.SetProperty(s => s.Version, s => s.Version + 1), ct);
            await transaction.CommitAsync(ct);
        }
        ReadAgain();
        return true;
    }

    /// <summary>Shows what was saved otherwise.</summary>
    public void ReadAgain()
    {
        Load();
        live.Publish(Topic);
    }

    private RuleBook Load()
    {
        lock (_lock)
        {
            using var db = databases.CreateDbContext();
            var settings = db.StageSettings.AsNoTracking().FirstOrDefault();
            if (settings is null)
            {
                settings = ShippedSet.PutInto(db);
                db.SaveChanges();
            }
            return _book = new RuleBook(db.Touchpoints.AsNoTracking().ToList(), db.Stages.AsNoTracking().ToList(), settings);
        }
    }
}
