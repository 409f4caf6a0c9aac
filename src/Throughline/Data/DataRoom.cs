using Throughline.Contracts;
using Throughline.Data.Import;
using Throughline.Platform.Backup;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Data;

/// <summary>Where data comes in: doors and their keys, what could not be understood, and how far every view of it has come.</summary>
public sealed class DataRoom : Room
{
    public override IEnumerable<MenuEntry> Menu =>
    [
        new("data", "Data", "database", "/data", 800, StatusPermissions.ReadStatus, 'd', MenuGroup.Foot, Also: ["/api/docs"]),
    ];

    public override IEnumerable<PageTab> Tabs =>
    [
        new("data", "Overview", "/data", 100, StatusPermissions.ReadStatus),
        new("data", "Import", "/data/import", 200, DataPermissions.ImportFiles),
        new("data", "Webhooks", "/data/webhooks", 300, DataPermissions.ManageDoors),
        new("data", "HTTP API", "/api/docs", 500, StatusPermissions.ReadStatus),
        new("data", "Set aside", "/data/set-aside", 600, DataPermissions.MendData),
        new("data", "Background jobs", "/data/jobs", 700, StatusPermissions.ReadStatus),
        new("data", "Projections", "/data/projections", 800, StatusPermissions.ReadStatus),
        new("data", "Deliveries", "/data/deliveries", 900, DataPermissions.MendData),
    ];

    public override IEnumerable<PaletteAction> Actions =>
    [
        new("Import a file", "file-import", "/data/import", DataPermissions.ImportFiles, "upload csv excel purchases customers"),
        new("Create webhook", "webhook", "/data/webhooks/new", DataPermissions.ManageDoors, "new connect stripe shopify"),
        new("View set-aside items", "alert-triangle", "/data/set-aside", DataPermissions.MendData, "errors refused rows"),
        new("View background jobs", "list-check", "/data/jobs", StatusPermissions.ReadStatus, "progress background stop"),
    ];

    public override IEnumerable<Permission> Permissions =>
    [
        new(StatusPermissions.ReadStatus, "View the progress of projections and what was set aside", Role.CxManager, Role.Analyst),
        new(StatusPermissions.Maintain, "Verify stored data and rebuild projections"),
        new(MakeBackup.Permission, "Create backups") { PeopleOnly = true },
        new(DataPermissions.MendData, "View set-aside items, fix and retry them"),
        new(DataPermissions.ImportFiles, "Import files of purchases, interactions and customers", Role.CxManager, Role.Analyst),
        new(DataPermissions.ManageDoors, "Create, edit and close webhooks") { PeopleOnly = true },
    ];

    public override IEnumerable<PageLook> PagesToLookAt =>
    [
        new("data", "/data"),
        new("set-aside", "/data/set-aside"),
        new("projections", "/data/projections"),
        new("deliveries", "/data/deliveries"),
        new("jobs", "/data/jobs"),
        new("import", "/data/import"),
        new("webhooks", "/data/webhooks"),
        new("webhook-new", "/data/webhooks/new"),
        new("api", "/api/docs"),
    ];

    public override void Configure(IServiceCollection services) =>
        services.AddOptions<ImportSettings>().BindConfiguration(ImportSettings.Section).ValidateDataAnnotations().ValidateOnStart();
}
