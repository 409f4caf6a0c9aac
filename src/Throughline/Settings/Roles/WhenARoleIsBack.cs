using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Settings.Roles;

/// <summary>What a role may do again is in force for the next request.</summary>
public sealed class WhenARoleIsBack(PermissionTable permissions) : IWhenUndone
{
    public bool Concerns(string act) => act is "role.changed" or "role.reset";

    public Task Reload(ThroughlineDb db, CancellationToken ct) => permissions.Load(db, ct);
}
