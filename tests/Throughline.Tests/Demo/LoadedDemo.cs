using Microsoft.Extensions.DependencyInjection;
using Throughline.Demo.Loading;
using Throughline.Platform.Cli;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Demo;

/// <summary>A server that the demo company was loaded into, by the way that the command takes.</summary>
public sealed class LoadedDemo : IAsyncLifetime
{
    public static readonly DateTimeOffset Today = new(2026, 11, 21, 16, 20, 0, TimeSpan.Zero);

    public TestHost Host { get; private set; } = null!;

    /// <summary>Enough of them that what is planted stands out of chance.</summary>
    public ValueTask InitializeAsync() => new(Load(1_500, CancellationToken.None));

    public static async Task<LoadedDemo> Of(int customers, CancellationToken ct)
    {
        var demo = new LoadedDemo();
        await demo.Load(customers, ct);
        return demo;
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    private async Task Load(int customers, CancellationToken ct)
    {
        var clock = new StoryClock();
        Host = await TestHost.Start(ct, services => services.AddSingleton<TimeProvider>(clock));
        await using var server = await LocalServer.Reach(Host.App.Services.GetRequiredService<DataFolder>().Root, ct);
        await Host.App.Services.GetRequiredService<LoadDemo>().Load(new DemoPlan(customers, DemoPlan.DefaultSeed, Today), server.Api, clock, _ => { }, ct);
    }
}

[CollectionDefinition(nameof(LoadedDemo))]
public sealed class LoadedDemoTests : ICollectionFixture<LoadedDemo>;
