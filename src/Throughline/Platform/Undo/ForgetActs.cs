using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Undo;

/// <summary>Lets go of what can be undone no more, soon after its time is over.</summary>
[OneForAll]
public sealed class ForgetActs(IDbContextFactory<ThroughlineDb> databases, TimeProvider clock, ILogger<ForgetActs> log)
    : HeldInMemory(databases, clock, log), IPart
{
    private readonly TimeProvider _clock = clock;

    protected override Task Load(ThroughlineDb db, CancellationToken ct) => Save(db, ct);

    protected override async Task Save(ThroughlineDb db, CancellationToken ct)
    {
        var (now, acts) = (_clock.GetUtcNow(), db.KeptActs);
        // Nobody waits for the write lock where there is nothing to write.
        if (await acts.AnyAsync(a => a.Until <= now, ct)) await acts.Where(a => a.Until <= now).ExecuteDeleteAsync(ct);
    }
}
