using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Security.SetUp;
using Throughline.Platform.Server;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Security;
using Throughline.Tests.Platform.Storage;
using Throughline.Tests.Server;

namespace Throughline.Tests.Platform.Server;

/// <summary>The whole server within the test, with its routes to walk and its log to read, and three callers: an owner, a program, a browser's key.</summary>
public sealed class WalkedServer : IAsyncLifetime
{
    public const string Owner = "maria@lindenhof.example", Password = "a walk by the harbour";

    private readonly TestFolder _folder = new();
    private WebApplication? _app;
    private DataFolderLock? _lock;

    public DataFolder Folder => _app!.Services.GetRequiredService<DataFolder>();

    public LogKeeper Log { get; } = new();

    public HttpClient Stranger { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public HttpClient Secret { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public HttpClient Write { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>A signed-in browser.</summary>
    public Visitor Maria { get; private set; } = null!;

    /// <summary>What her pages send with every change.</summary>
    public string Token { get; private set; } = "";

    public IReadOnlyList<RouteEndpoint> Routes => [.. _app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public async ValueTask InitializeAsync()
    {
        var address = new Uri($"http://localhost:{RunningServer.FreePort()}");
        await MigratedFolder.CopyTo(_folder.Path);
        var folder = _folder.Open();
        _lock = folder.TryLock();
        _app = await ServerHost.Build(new ServerOptions(folder.Root, [address.ToString()]), folder, CancellationToken.None, Configure);
        await _app.StartAsync();
        foreach (var client in (HttpClient[])[Stranger, Secret, Write]) client.BaseAddress = address;
        Secret.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Key("secret"));
        Write.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Key("write"));
        await SetUp();
        Maria = new Visitor(address);
        (await Maria.SignIn(Owner, Password)).Dispose();
        Token = await Maria.Token("/account");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in (IDisposable?[])[Stranger, Secret, Write, Maria]) one?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        _lock?.Dispose();
        _folder.Dispose();
    }

    private void Configure(WebApplicationBuilder builder)
    {
        string[] limits = ["RequestsPerSecondPerAddress", "BurstPerAddress", "RequestsPerSecondPerKey", "BurstPerKey"];
        builder.Configuration.AddInMemoryCollection(limits.Select(limit => KeyValuePair.Create("Security:" + limit, (string?)"1000000")));
        builder.Services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1000);   // a quick test, not a safe password
        builder.Logging.ClearProviders().AddProvider(Log);
    }

    private async Task SetUp()
    {
        var link = Assert.IsType<CreateSetUpLink.Created>(await With<CreateSetUpLink, CreateSetUpLink.Outcome>(f => f.Create(CancellationToken.None)));
        var request = new SetUpCompany.Request("Lindenhof", "Maria Keller", Owner, Password, "Europe/Vienna");
        Assert.IsType<SetUpCompany.Done>(await With<SetUpCompany, SetUpCompany.Outcome>(f => f.SetUp(link.Token, request, CancellationToken.None)));
    }

    private async Task<string> Key(string kind) => Assert.IsType<CreateKey.Created>(
        await With<CreateKey, CreateKey.Outcome>(f => f.Create(new CreateKey.Request(kind), Actor.Operator, CancellationToken.None))).Token;

    private async Task<T> With<TFeature, T>(Func<TFeature, Task<T>> ask) where TFeature : notnull
    {
        await using var scope = _app!.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TFeature>());
    }
}
