using Throughline.Platform.Security.Keys;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Settings.Keys;

/// <summary>A key whose end was undone opens again at once.</summary>
public sealed class WhenAKeyIsBack(KeyRing ring) : IWhenUndone
{
    public bool Concerns(string act) => act == "key.revoked";

    public Task Reload(ThroughlineDb db, CancellationToken ct) => ring.Load(db, ct);
}
