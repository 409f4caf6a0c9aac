using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.BrowserTests.Harness;
using Throughline.Platform.Rooms;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

[assembly: AssemblyFixture(typeof(Throughline.BrowserTests.Ui.GallerySite))]

namespace Throughline.BrowserTests.Ui;

/// <summary>The gallery on a loopback port, composed as the product composes it, under its content security policy, with a source of live news.</summary>
public sealed class GallerySite : IAsyncLifetime
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
            + "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

    private readonly LiveDesk desk = new();
    private WebApplication? app;

    public string Url { get; } = $"http://localhost:{FreePort.Find()}";

    public LiveDesk Live => desk;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url);
        builder.Services.AddUi().AddParts(below: "Throughline.Platform.Ui");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddScoped(_ => new Viewer(
            "Maria Keller", "Harbour & Pine", permission => permission != "secret.room", LocalCalendar.Of("Europe/Stockholm")));
        foreach (var room in rooms) builder.Services.AddSingleton(room);

        app = builder.Build();
        app.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = Policy;
            return next(http);
        });
        app.UseUi();
        app.UseAntiforgery();
        app.MapUi();
        app.MapGet("/live", desk.Serve);
        app.MapGet("/search/suggestions", () => Results.Content("", "text/html"));
        app.MapGet("/failing", IResult () => throw new InvalidOperationException("on purpose"));
        app.MapGet("/hang-up", (HttpContext http) => http.Abort());
        app.MapGet("/closed", () => Results.StatusCode(StatusCodes.Status403Forbidden));
        app.MapGet("/arrived/{room}", (string room) => Results.Content($"<!doctype html><html lang=en><title>{room}</title><h1>{room}</h1>", "text/html"));
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        desk.Close();
        if (app is not null) await app.DisposeAsync();
    }

    private static readonly MenuEntry[] rooms =
    [
        new("home", "Home", "home", "/arrived/home", 0, GoTo: 'h'),
        new("gallery", "Journeys", "route", "/_gallery", 10, GoTo: 'j', Group: MenuGroup.Understand),
        new("customers", "Customers", "users", "/arrived/customers", 20, GoTo: 'c', Group: MenuGroup.Work),
        new("service", "Service", "messages", "/arrived/service", 30, GoTo: 's', Group: MenuGroup.Work),
        new("feedback", "Feedback", "star", "/arrived/feedback", 40, GoTo: 'f', Group: MenuGroup.Understand),
        new("help", "Help", "file-text", "/arrived/help", 50, Group: MenuGroup.Work),
        new("outreach", "Outreach", "mail", "/arrived/outreach", 60, GoTo: 'o', Group: MenuGroup.Act),
        new("experiments", "Experiments", "flask", "/arrived/experiments", 70, Group: MenuGroup.Act),
        new("improve", "Improve", "checklist", "/arrived/improve", 80, GoTo: 'i', Group: MenuGroup.Act),
        new("secret", "Not for Maria", "lock", "/arrived/secret", 85, "secret.room", Group: MenuGroup.Act),
        new("data", "Data", "database", "/arrived/data", 90, GoTo: 'd', Group: MenuGroup.Foot),
        new("settings", "Settings", "settings", "/arrived/settings", 100, Group: MenuGroup.Foot),
    ];
}
