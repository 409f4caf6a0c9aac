using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Security.SetUp;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;
using Throughline.Settings;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Platform.Security;

/// <summary>Storage, frame and security composed as in the product, on a real socket and a real database, with a room of three routes.</summary>
public sealed class SecuredServer : IAsyncDisposable
{
    public const string OwnerEmail = "maria@lindenhof.example", OwnerPassword = "a walk by the harbour";

    // The security of Platform, and of the settings what needs no journal.
    private static readonly string[] Parts =
    [
        "Throughline.Platform.Security", "Throughline.Platform.OurCompany", "Throughline.Platform.Undo", "Throughline.Platform.Channels",
        .. new[] { "Account", "Audit", "Keys", "Passkeys", "Roles", "Sessions", "SetUp", "TwoFactor", "Users", "CompanyProfile", "Invitations", "Mail" }
            .Select(folder => "Throughline.Settings." + folder),
    ];

    private readonly TestFolder folder = new();
    private readonly WebApplication app;

    private SecuredServer(IEnumerable<(string Key, string Value)> settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = "Throughline" });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Logging.ClearProviders().AddProvider(Log);
        Folder = folder.Open();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.ListenUnixSocket(Folder.Socket);
        });
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddStorage(Folder).AddUi().AddSecurity();
        foreach (var below in Parts) builder.Services.AddParts(below);
        foreach (var tab in new SettingsRoom().Tabs) builder.Services.AddSingleton(tab);
        foreach (var entry in new SettingsRoom().Menu) builder.Services.AddSingleton(entry);
        builder.Services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1000);   // quick tests, not safe passwords
        builder.Services.AddSingleton(new Permission("things.read", "See things", Role.Agent, Role.Analyst));
        builder.Services.AddSingleton(new Permission("things.write", "Change things", Role.CxManager));
        // Pages of all rooms are mapped with ours, and ask for what the rooms declare.
        foreach (var permission in House.Rooms.SelectMany(room => room.Permissions)) builder.Services.AddSingleton(permission);
        app = builder.Build();
        app.UseUi();
        app.UseSecurity();
        foreach (var below in Parts) app.MapFeatures(below);
        app.MapUi().Public("components with invented figures");
        app.MapGet("/api/things", () => new { things = 3 }).RequirePermission("things.read");
        app.MapPost("/api/things", (Thing thing) => thing).RequirePermission("things.write");
        app.MapPost("/open", (Thing thing) => thing).Public("takes what anybody sends");
        app.MapGet("/forgotten", () => "nobody said who may see this");
        app.MapGet("/healthz", () => "ok").Public("tells that the process lives");
    }

    public sealed record Thing(string Name);

    public MovableClock Clock { get; } = new();

    public LogKeeper Log { get; } = new();

    public DataFolder Folder { get; }

    public IServiceProvider Services => app.Services;

    public IEnumerable<Endpoint> Endpoints => ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints);

    public static async Task<SecuredServer> Start(CancellationToken ct, params (string Key, string Value)[] settings)
    {
        var server = new SecuredServer(settings);
        await MigratedFolder.CopyTo(server.Folder.Root);
        await server.Services.MigrateStorage(ct);
        await server.app.StartAsync(ct);
        return server;
    }

    /// <summary>A server whose company and owner Maria are there.</summary>
    public static async Task<SecuredServer> StartWithMaria(CancellationToken ct, params (string Key, string Value)[] settings)
    {
        var server = await Start(ct, settings);
        var link = Assert.IsType<CreateSetUpLink.Created>(await server.With<CreateSetUpLink, CreateSetUpLink.Outcome>(f => f.Create(ct)));
        var outcome = await server.With<SetUpCompany, SetUpCompany.Outcome>(f =>
            f.SetUp(link.Token, new("Lindenhof", "Maria Keller", OwnerEmail, OwnerPassword, "Europe/Vienna"), ct));
        Assert.IsType<SetUpCompany.Done>(outcome);
        return server;
    }

    /// <summary>Asks a feature in a scope of its own, as a request would.</summary>
    public async Task<TOutcome> With<TFeature, TOutcome>(Func<TFeature, Task<TOutcome>> ask) where TFeature : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TFeature>());
    }

    /// <summary>A browser of its own.</summary>
    public Visitor Visit() => new(new Uri(app.Urls.First(url => url.StartsWith("http://127", StringComparison.Ordinal))));

    public async Task<Visitor> VisitAs(string email, string password)
    {
        var visitor = Visit();
        var answer = await visitor.SignIn(email, password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    public Task<Visitor> VisitAsMaria() => VisitAs(OwnerEmail, OwnerPassword);

    public async Task<Visitor> VisitAsNew(string role, CancellationToken ct)
    {
        var made = Assert.IsType<CreateUser.Created>(
            await With<CreateUser, CreateUser.Outcome>(f => f.Create(new($"{role}@lindenhof.example", role), Actor.Operator, ct)));
        return await VisitAs(made.Email, made.GeneratedPassword!);
    }

    public async Task<CreateKey.Created> MakeKey(CreateKey.Request request, CancellationToken ct = default) =>
        Assert.IsType<CreateKey.Created>(await With<CreateKey, CreateKey.Outcome>(f => f.Create(request, Actor.Operator, ct)));

    /// <summary>The command line's way in.</summary>
    public HttpClient OverLocalSocket() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, ct) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Folder.Socket), ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://localhost/") };

    public Task Stop(CancellationToken ct) => app.StopAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Dispose();
    }
}
