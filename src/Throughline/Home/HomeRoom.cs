using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Home;

/// <summary>Where a day begins: what happened, what needs attention, and in an empty company what to do first.</summary>
public sealed class HomeRoom : Room
{
    public override IEnumerable<MenuEntry> Menu => [new("home", "Home", "home", "/", 0, HomePermissions.Read, 'h')];

    public override IEnumerable<Permission> Permissions =>
    [
        new(HomePermissions.Read, "View what happened today and what needs attention", [.. Role.All]),
        new(HomePermissions.Attend, "Take, snooze and mark items under “Needs attention”", [.. Role.All]),
    ];

    public override IEnumerable<PageLook> PagesToLookAt => [new("home", "/")];
}
