using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Live;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Outbox;
using Throughline.Platform.Projections;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Protection;
using Throughline.Platform.Server.Telemetry;
using Throughline.Platform.Storage;
using Throughline.Platform.Storage.Migrations;
using Throughline.Platform.Ui;

namespace Throughline.Platform.Server;

/// <summary>Puts the house together: platform, rooms, routes. Every command runs in one of these.</summary>
public static class ServerHost
{
    /// <summary>Opens the data folder's stores and composes the server; the caller holds the folder's lock and starts it.</summary>
    public static async Task<WebApplication> Build(ServerOptions options, DataFolder folder, CancellationToken ct, Action<WebApplicationBuilder>? more = null)
    {
        Leftovers.Remove(folder);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile(Path.Combine(folder.Root, "settings.json"), optional: true).AddEnvironmentVariables("THROUGHLINE_");
        ConfigureLogs(builder);
        ConfigureKestrel(builder, options, folder);
        AddServices(builder.Services, folder);
        more?.Invoke(builder);
        var app = builder.Build();
        try
        {
            await Open(app.Services, options, folder, ct);
        }
        catch (SqliteException e)
        {
            throw StartCheck.Explain(folder, e);
        }
        Compose(app);
        return app;
    }

    private static void ConfigureLogs(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Configuration[$"{LogSettings.Section}:Format"] == "json") builder.Logging.AddJsonConsole();
        else builder.Logging.AddSimpleConsole(console =>
            (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "yyyy-MM-dd HH:mm:ss ", true));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical); // A failed statement is logged by whoever ran it; two at once are no fault.
    }

    private static void ConfigureKestrel(WebApplicationBuilder builder, ServerOptions options, DataFolder folder)
    {
        builder.WebHost.UseUrls([.. options.Urls, "http://unix:" + folder.PlaceSocket()]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinRequestBodyDataRate = null; // Slow phones on slow networks are customers too; size and number are limited.
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    private static void AddServices(IServiceCollection services, DataFolder folder)
    {
        services.AddOptions<IntakeSettings>().BindConfiguration(IntakeSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<CompanySettings>().BindConfiguration(CompanySettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LogSettings>().BindConfiguration(LogSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddTelemetry();
        services.AddStorage(folder);
        services.AddSecurity();
        services.AddUi();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true); // ApiErrors says what was wrong.
        services.ConfigureHttpJsonOptions(json => StrictJson.Configure(json.SerializerOptions));
        services.AddOpenApi(OpenApiPage.Document, OpenApiPage.Configure);
        services.AddSingleton<LiveTopics>();
        services.AddSingleton<SqliteJournal>(provider => new SqliteJournal(
            folder.Journal, Path.Combine(folder.Root, "journal-index"), provider.GetRequiredService<ILogger<SqliteJournal>>()));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<SqliteJournal>());
        services.AddSingleton<DatabaseFiles>();
        services.AddSingleton<SavedSignal<OutboxRow>>().AddSingleton<SavedSignal<JobRow>>();
        services.ConfigureDbContext<ThroughlineDb>((provider, db) =>
            db.AddInterceptors(provider.GetRequiredService<SavedSignal<OutboxRow>>(), provider.GetRequiredService<SavedSignal<JobRow>>()));
        services.AddSingleton<ProjectionRunner>().AddHostedService(provider => provider.GetRequiredService<ProjectionRunner>());
        services.AddSingleton<Listeners>();
        services.AddSingleton<OutboxDispatcher>().AddHostedService(provider => provider.GetRequiredService<OutboxDispatcher>());
        services.AddSingleton<JobKinds>().AddSingleton<RunningJobs>();
        services.AddSingleton<JobRunner>().AddHostedService(provider => provider.GetRequiredService<JobRunner>());
        services.AddHouse();
    }

    private static async Task Open(IServiceProvider services, ServerOptions options, DataFolder folder, CancellationToken ct)
    {
        await StartCheck.Look(folder, options.MayBeBehind, ct);
        await Migrate(services, folder, ct);
        await StartCheck.Marry(folder, ct);
        await services.GetRequiredService<HomeCountry>().Read(ct);
        await MasterKeyCheck.Look(folder, options.NewMasterKey, services.GetRequiredService<TimeProvider>(), ct);
    }

    private static async Task Migrate(IServiceProvider services, DataFolder folder, CancellationToken ct)
    {
        await services.MigrateStorage(ct);
        await using var journal = await SqliteSettings.Open(folder.Journal, ct);
        await services.GetRequiredService<MigrationRunner>().Run(journal, Migration.Embedded("journal"), ct);
    }

    private static void Compose(WebApplication app)
    {
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        app.UseTelemetry();
        app.UseLanguages(UserClaims.LanguageOf);
        app.UseUi();
        app.UseMiddleware<ApiErrors>();
        app.UseSecurity();
        app.MapUi().SignedIn();
        OpenApiPage.Map(app);
        app.MapFeatures();
    }
}
