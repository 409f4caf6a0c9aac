using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import.Running;

/// <summary>At each start: puts imports on the list that wait and are not on it, and removes files that nobody came back for.</summary>
public sealed class TakeUpImports(
    IDbContextFactory<ThroughlineDb> databases, ImportFolder folder, TimeProvider clock, IOptions<ImportSettings> settings) : IHostedService, IPart
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (imports, oldest) = (db.Imports, clock.GetUtcNow().AddDays(-settings.Value.KeepDays));
        var left = await imports.AsNoTracking().Where(i => i.State != ImportState.Finished
            && (i.State == ImportState.Waiting || i.State == ImportState.Running || i.UploadedAt < oldest))
            .OrderBy(i => i.UploadedAt).ToListAsync(cancellationToken);
        foreach (var import in left)
            if (import.IsUnderWay) await ImportJob.Schedule(db, import.Id, import.UploadedAt, cancellationToken);
            else folder.Remove(import.Id);
        await db.SaveChangesAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
