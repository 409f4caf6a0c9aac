using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Keys;

/// <summary>Has the key ring filled before the server answers, and writes down when keys were last used.</summary>
public sealed class KeyRingKeeper(KeyRing ring, IDbContextFactory<ThroughlineDb> databases, TimeProvider clock, ILogger<KeyRingKeeper> log)
    : HeldInMemory(databases, clock, log)
{
    protected override Task Load(ThroughlineDb db, CancellationToken ct) => ring.Load(db, ct);

    protected override Task Save(ThroughlineDb db, CancellationToken ct) => ring.SaveLastUse(db, ct);
}
