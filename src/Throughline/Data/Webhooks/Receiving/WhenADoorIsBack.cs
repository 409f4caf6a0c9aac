using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Data.Webhooks.Receiving;

/// <summary>A webhook that was closed and is back takes calls again at once.</summary>
public sealed class WhenADoorIsBack(OpenDoors doors) : IWhenUndone
{
    public bool Concerns(string act) => act == "webhook.closed";

    public Task Reload(ThroughlineDb db, CancellationToken ct) => doors.Load(db, ct);
}
