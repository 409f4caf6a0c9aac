using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Data.Deliveries;
using Throughline.Data.Import;
using Throughline.Data.Import.Pages;
using Throughline.Data.Import.Running;
using Throughline.Data.Overview;
using Throughline.Data.Projections;
using Throughline.Data.Segment;
using Throughline.Data.SetAside;
using Throughline.Data.Webhooks;
using Throughline.Data.Webhooks.Pages;
using Throughline.Data.Webhooks.Receiving;
using Throughline.Platform;
using Throughline.Platform.Jobs;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Server;
using Throughline.Platform.Ui;

namespace Throughline.Data;

/// <summary>Where data comes in: doors and their keys, what could not be understood, and how far every view of it has come.</summary>
public sealed class DataRoom : Room
{
    public const string MendData = "data.mend", ImportFiles = "data.import", ManageDoors = "data.doors";

    public override IEnumerable<MenuEntry> Menu => [new("data", "Data", "database", "/data", 800, StatusRoutes.ReadStatus, 'd', AtBottom: true)];

    public override IEnumerable<Permission> Permissions =>
        [.. StatusRoutes.Permissions, new(MendData, "Look at what was set aside, mend it and try it again"),
            new(ImportFiles, "Import files of purchases, interactions and customers", Role.CxManager, Role.Analyst),
            new(ManageDoors, "Open webhooks for other systems, change and close them") { PeopleOnly = true }];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SegmentRoutes>()
            .AddScoped<ListSetAside>().AddScoped<RetrySetAside>().AddScoped<RetryAllSetAside>()
            .AddScoped<ShowDoors>().AddScoped<IAttentionSource, SetAsideToLookAt>().AddScoped<IAttentionSource, ViewsToLookAt>()
            .AddScoped<IJob, RetrySetAsideJob>().AddScoped<RetryDelivery>().AddScoped<IAttentionSource, DeliveriesToLookAt>();
        services.AddOptions<ImportSettings>().BindConfiguration(ImportSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ImportFolder>().AddSingleton<ImportsUnderWay>().AddScoped<IJob, ImportJob>().AddHostedService<TakeUpImports>()
            .AddScoped<UploadFile>().AddScoped<ShowImports>().AddScoped<PreviewImport>().AddScoped<StartImport>().AddScoped<EndImport>();
        services.AddSingleton<OpenDoors>().AddSingleton<INameDoors>(provider => provider.GetRequiredService<OpenDoors>()).AddHostedService<KeepDoorsOpen>()
            .AddSingleton<TakeWebhook>().AddSingleton<VerifyAddress>().AddScoped<ListWebhooks>().AddScoped<SaveWebhook>().AddScoped<ReplaceSecret>().AddScoped<DeleteWebhook>().AddScoped<IEraseCustomer, EraseSamples>();
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        SegmentRoutes.Map(routes);
        ListSetAside.Map(routes);
        RetrySetAside.Map(routes);
        RetryAllSetAside.Map(routes);
        RetryDelivery.Map(routes);
        DeliveryRoutes.Map(routes);
        UploadFile.Map(routes);
        ShowImports.Map(routes);
        PreviewImport.Map(routes);
        StartImport.Map(routes);
        EndImport.Map(routes);
        ImportRoutes.Map(routes);
        TakeWebhook.Map(routes);
        VerifyAddress.Map(routes);
        ListWebhooks.Map(routes);
        SaveWebhook.Map(routes);
        ReplaceSecret.Map(routes);
        DeleteWebhook.Map(routes);
        PreviewWebhook.Map(routes);
        WebhookRoutes.Map(routes);
        routes.MapGet("/data/projections/now", () => new RazorComponentResult<ProjectionTable>()).RequirePermission(StatusRoutes.ReadStatus).ExcludeFromDescription();
    }
}
