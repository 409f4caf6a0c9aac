using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Touchpoints;

/// <summary>
/// Where customers meet us: each place with its stage, the customer's goal, its owner and promise, and the rules that give interactions to it.
/// Others ask it by <see cref="ITouchpoints"/> and <see cref="IReferrals"/>.
/// </summary>
public sealed class TouchpointsRoom : Room
{
    public override IEnumerable<PageTab> Tabs => [new("journeys", "Touchpoints", "/touchpoints", 600, TouchpointsPermissions.Read)];

    public override IEnumerable<PaletteAction> Actions =>
    [
        new("Add touchpoint", "map-pin-plus", "/touchpoints/new", TouchpointsPermissions.Write, "new place"),
        new("Assign events to touchpoints", "arrows-join", "/touchpoints/unassigned", TouchpointsPermissions.Write, "unassigned rules"),
        new("Order the stages", "list-numbers", "/touchpoints/stages", TouchpointsPermissions.Write, "lifecycle edit stage"),
    ];

    public override IEnumerable<Permission> Permissions =>
    [
        new(TouchpointsPermissions.Read, "View touchpoints and stages", [.. Role.All]),
        new(TouchpointsPermissions.Write, "Edit touchpoints, their matching rules and the stages", Role.CxManager),
    ];

    public override IEnumerable<PageLook> PagesToLookAt =>
    [
        new("touchpoints", "/touchpoints"),
        new("no-touchpoint", "/touchpoints?q=nothinglikethis"),
        new("touchpoint", "/touchpoints/chat"),
        new("touchpoint-edit", "/touchpoints/delivery/edit"),
        new("touchpoint-new", "/touchpoints/new"),
        new("unassigned", "/touchpoints/unassigned"),
        new("stages", "/touchpoints/stages"),
        new("referrals", "/touchpoints/referrals"),
        new("touchpoint-busy", "/touchpoints/order-web?period=365d"),
    ];
}
