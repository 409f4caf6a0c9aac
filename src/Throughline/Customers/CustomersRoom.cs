using Throughline.Contracts;
using Throughline.Customers.Segments;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Customers;

/// <summary>
/// Who our customers are, everything that happened with each, and how we know.
/// Others ask it by <see cref="IIdentityOwners"/>, <see cref="ISegments"/>, <see cref="ICountCustomers"/> and <see cref="IShowPeople"/>.
/// </summary>
public sealed class CustomersRoom : Room
{
    public override IEnumerable<MenuEntry> Menu => [new("customers", "Customers", "users", "/customers", 300, CustomersPermissions.Read, 'c', MenuGroup.Work)];

    public override IEnumerable<PageTab> Tabs =>
    [
        new("customers", "All customers", "/customers", 100, CustomersPermissions.Read),
        new("customers", "Segments", "/customers/segments", 200, SegmentPermissions.Read),
        new("customers", "Duplicates", "/customers/suggestions", 300, CustomersPermissions.Read),
    ];

    public override IEnumerable<PaletteAction> Actions =>
    [
        new("Log a call or visit", "phone-plus", "/customers?for=log", CustomersPermissions.Write, "note phone counter talk"),
        new("Create segment", "users-group", "/customers/segments/new", SegmentPermissions.Write, "new group audience filter"),
    ];

    public override IEnumerable<Permission> Permissions =>
    [
        new(CustomersPermissions.Read, "View customers and their timelines", [.. Role.All]),
        new(SegmentPermissions.Read, "View segments and their customers", [.. Role.All]),
        new(SegmentPermissions.Write, "Create and edit segments", Role.CxManager, Role.Analyst),
        new(CustomersPermissions.Merge, "Decide about duplicates: merge, split, keep apart", Role.CxManager, Role.Agent),
        new(CustomersPermissions.Write, "Log calls, visits and notes", Role.CxManager, Role.Agent, Role.DepartmentMember),
        new(CustomersPermissions.MendLogged, "Edit and remove interactions logged by colleagues", Role.CxManager),
        new(SharedPermissions.ExportCustomers, "Export all data about a customer", Role.CxManager),
        new(CustomersPermissions.Erase, "Erase a customer everywhere, permanently"),
    ];

    public override IEnumerable<PageLook> PagesToLookAt =>
    [
        new("customers", "/customers"),
        new("nobody", "/customers?q=nobodyatall"),
        new("customers-filtered", "/customers?known=yes&sort=name&seen=30d"),
        new("customers-to-log", "/customers?for=log"),
        new("erase", "/customers/{anna}/erase"),
        new("customer", "/customers/{anna}"),
        new("log", "/customers/{anna}/log"),
        new("identities-all", "/customers/{anna}/identities"),
        new("merge", "/customers/{anna}/merge?q=customer"),
        new("suggestions", "/customers/suggestions"),
        new("segments", "/customers/segments"),
        new("segment-new", "/customers/segments/new"),
        new("identities", "/customers/{anna}/identities?kind=anonymousId"),
    ];
}
