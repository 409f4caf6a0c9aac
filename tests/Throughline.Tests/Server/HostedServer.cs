using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Server;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Security;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Server;

/// <summary>The composed server inside the test, where its clock and its disk can be played with.</summary>
public sealed class HostedServer : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private WebApplication? _app;
    private DataFolderLock? _lock;

    public MovableClock Clock { get; } = new();

    public HttpClient Doors { get; } = new();

    public SqliteJournal Journal => _app!.Services.GetRequiredService<SqliteJournal>();

    public static async Task<HostedServer> Start(CancellationToken ct)
    {
        var server = new HostedServer();
        await MigratedFolder.CopyTo(server._folder.Path);
        var folder = server._folder.Open();
        server._lock = folder.TryLock();
        var address = $"http://localhost:{RunningServer.FreePort()}";
        server._app = await ServerHost.Build(new ServerOptions(folder.Root, [address]), folder, ct, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(server.Clock);
            builder.Logging.ClearProviders();
        });
        await server._app.StartAsync(ct);
        server.Doors.BaseAddress = new Uri(address);
        server.Doors.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(await server.Key("write", ct) + ":")));
        return server;
    }

    public async Task<Answer> Send(string path, string json, CancellationToken ct)
    {
        var answer = await Doors.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), ct);
        return new Answer((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(ct)), answer);
    }

    public Task CatchUp(CancellationToken ct) => _app!.Services.GetRequiredService<ProjectionRunner>().WaitFor(Journal.Head, ct);

    /// <summary>Asks a feature in a scope of its own, as a request would.</summary>
    public async Task<T> With<TFeature, T>(Func<TFeature, Task<T>> ask) where TFeature : notnull
    {
        await using var scope = _app!.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TFeature>());
    }

    public async ValueTask DisposeAsync()
    {
        Doors.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        _lock?.Dispose();
        _folder.Dispose();
    }

    private Task<string> Key(string kind, CancellationToken ct) => With<CreateKey, string>(async feature =>
        Assert.IsType<CreateKey.Created>(await feature.Create(new CreateKey.Request(kind, Server: kind == "write"), Actor.Operator, ct)).Token);
}
