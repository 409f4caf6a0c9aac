using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Data.Webhooks.Receiving;

/// <summary>Has the webhook doors open before the server answers, and writes down what came by them.</summary>
[OneForAll]
public sealed class KeepDoorsOpen(OpenDoors doors, IDbContextFactory<ThroughlineDb> databases, TimeProvider clock, ILogger<KeepDoorsOpen> log)
    : HeldInMemory(databases, clock, log), IPart
{
    protected override Task Load(ThroughlineDb db, CancellationToken ct) => doors.Load(db, ct);

    protected override Task Save(ThroughlineDb db, CancellationToken ct) => doors.SaveTallies(db, ct);
}
