using Throughline.Platform.Channels;
using Throughline.Platform.Channels.Mail;
using Throughline.Platform.Colleagues;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;
using Throughline.Platform.Undo;
using Throughline.Platform.Views;
using Throughline.Settings.Retention;

namespace Throughline.Settings;

/// <summary>The company's own house: who works in it and may do what, its keys, what is on record, how long data is kept, and each one's account.</summary>
public sealed class SettingsRoom : Room
{
    public override IEnumerable<MenuEntry> Menu =>
    [
        new("settings", "Settings", "settings", "/settings", 900, SecurityPermissions.ManageUsers, 's', MenuGroup.Foot,
            OrPermission: SecurityPermissions.ReadAudit),
    ];

    public override IEnumerable<PageTab> Tabs =>
    [
        new("settings", "Company", "/settings/company", 50, CompanyPermissions.Manage),
        new("settings", "Colleagues", "/settings/users", 100, SecurityPermissions.ManageUsers),
        new("settings", "Departments", "/settings/departments", 120, CompanyPermissions.Manage),
        new("settings", "Calendars", "/settings/calendars", 140, CompanyPermissions.Manage),
        new("settings", "Mail", "/settings/mail", 160, ChannelPermissions.Manage),
        new("settings", "Roles", "/settings/roles", 200, SecurityPermissions.ManageRoles),
        new("settings", "Audit log", "/settings/audit", 300, SecurityPermissions.ReadAudit),
        new("data", "Keys", "/data/keys", 400, SecurityPermissions.ManageKeys),
        new("settings", "How long data is kept", "/settings/retention", 400, ChangeRetention.Permission),
    ];

    public override IEnumerable<PaletteAction> Actions =>
    [
        new("Invite a colleague", "user-plus", "/settings/users/invite", SecurityPermissions.ManageUsers, "add user account team"),
        new("Set up mail", "mail", "/settings/mail", ChannelPermissions.Manage, "smtp server sender notifications"),
        new("Create a key", "key", "/data/keys", SecurityPermissions.ManageKeys, "new api write secret token"),
        new("Set how long data is kept", "clock-off", "/settings/retention", ChangeRetention.Permission, "delete limit privacy"),
    ];

    public override IEnumerable<Permission> Permissions =>
    [
        new(SecurityPermissions.ManageUsers, "Invite colleagues, edit their roles, and close their accounts") { PeopleOnly = true },
        new(SecurityPermissions.ManageKeys, "Create and revoke keys") { PeopleOnly = true },
        new(SecurityPermissions.ManageRoles, "Edit the permissions of roles") { PeopleOnly = true },
        new(SecurityPermissions.ReadAudit, "Read the audit log"),
        new(UndoPermissions.Undo, "Undo their own recent actions", [.. SecurityPermissions.Everybody]),
        new(ViewPermissions.Save, "Save views of lists and share them", [.. SecurityPermissions.Everybody]),
        new(ViewPermissions.Manage, "Edit and delete views that other colleagues saved", Role.CxManager),
        new(CompanyPermissions.Read, "View the company’s settings, departments and calendars", Role.All),
        new(CompanyPermissions.Manage, "Edit the company’s name, logo, colours, departments and calendars"),
        new(ChannelPermissions.Manage, "Set up the mail server"),
        new(ChangeRetention.Permission, "Set how long data is kept"),
    ];

    public override void Configure(IServiceCollection services) =>
        services.AddOptions<MailSettings>().BindConfiguration(MailSettings.Section).ValidateDataAnnotations().ValidateOnStart();

    public override IEnumerable<PageLook> PagesToLookAt =>
    [
        new("keys", "/data/keys"),
        new("company", "/settings/company"),
        new("departments", "/settings/departments"),
        new("calendars", "/settings/calendars"),
        new("calendar", "/settings/calendars/default"),
        new("calendar-new", "/settings/calendars/new"),
        new("colleagues", "/settings/users"),
        new("invite", "/settings/users/invite"),
        new("mail", "/settings/mail"),
        new("roles", "/settings/roles"),
        new("role", "/settings/roles/agent"),
        new("audit", "/settings/audit"),
        new("audit-none", "/settings/audit?from=2020-01-01&to=2020-01-31"),
        new("retention", "/settings/retention"),
        new("account", "/account"),
        new("notifications", "/account/notifications"),
        new("daily-mail", "/account/notifications/preview"),
        new("two-factor", "/account/two-factor"),
    ];
}
