using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Webhooks;

/// <summary>One server for many doors, and somebody without a key who posts to them.</summary>
public sealed class WebhookServer : IAsyncLifetime
{
    private HostedServer? _server;

    public HostedServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public HttpClient Sender { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _server = await HostedServer.Start(TestContext.Current.CancellationToken);
        Sender.BaseAddress = Server.Doors.BaseAddress;
    }

    public async ValueTask DisposeAsync()
    {
        Sender.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }
}
