using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.Server;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Platform.Server;

/// <summary>The composed server in this process, on a data folder of its own, reached only from inside.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly TestFolder _folder = new();

    private TestHost() { }

    public WebApplication App { get; private set; } = null!;

    public IJournal Journal => App.Services.GetRequiredService<IJournal>();

    /// <param name="fill">Puts something into the empty data folder first, such as a backup.</param>
    public static async Task<TestHost> Start(CancellationToken ct, Action<IServiceCollection>? more = null, Func<string, Task>? fill = null)
    {
        var host = new TestHost();
        if (fill is not null) await fill(host._folder.Path);
        else await MigratedFolder.CopyTo(host._folder.Path);
        host.App = await ServerHost.Build(new ServerOptions(host._folder.Path, []), host._folder.Open(), ct, builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Critical);
            more?.Invoke(builder.Services);
        });
        await host.App.StartAsync(ct);
        return host;
    }

    public ThroughlineDb Database() => App.Services.GetRequiredService<IDbContextFactory<ThroughlineDb>>().CreateDbContext();

    /// <summary>Appends and waits until every projection shows it.</summary>
    public async Task Tell(CancellationToken ct, params Interaction[] interactions)
    {
        await Journal.Append(new Batch(interactions, []), ct);
        await App.Services.GetRequiredService<ProjectionRunner>().WaitFor(Journal.Head, ct);
    }

    /// <summary>Does something with a feature, as a request would: in a scope of its own.</summary>
    public async Task<T> With<TFeature, T>(Func<TFeature, Task<T>> act) where TFeature : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TFeature>());
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
