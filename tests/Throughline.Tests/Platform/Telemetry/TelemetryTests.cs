using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Throughline.Platform.Telemetry;
using Throughline.Tests.Platform.Server;
using Throughline.Tests.Server;

namespace Throughline.Tests.Platform.Telemetry;

public class TelemetryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collector_is_told_what_happens_and_nothing_of_customers()
    {
        using var collector = new Collector();
        await using var server = await RunningServer.Start(Ct, ("Telemetry__Endpoint", collector.Address), ("Telemetry__EverySeconds", "1"));
        var answer = await server.Send(
            "/v1/batch", """{"batch":[{"type":"track","event":"Secret Gift Bought","userId":"anna-the-customer","messageId":"m-1"},{"type":"track"}]}""", Ct);
        Assert.Equal(200, answer.Status);
        await server.CatchUp(Ct);
        await server.Api.GetAsync(new Uri("/api/customers?identity=userId:anna-the-customer", UriKind.Relative), Ct);
        await server.Stop();

        var metrics = collector.Told("/v1/metrics");
        foreach (var name in (string[])
        ["throughline.interactions.appended", "throughline.interactions.set_aside", "throughline.projection.lag",
            "http.server.request.duration", "throughline"
        ])
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        var traces = collector.Told("/v1/traces");
        Assert.Contains("/api/customers", traces, StringComparison.Ordinal);
        Assert.Contains("http.route", traces, StringComparison.Ordinal);
        foreach (var told in (string[])[metrics, traces])
            foreach (var personal in (string[])["anna-the-customer", "Secret Gift", server.WriteKey, "identity="])
                Assert.DoesNotContain(personal, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_nothing_listens()
    {
        await using var host = await TestHost.Start(Ct);
        Assert.False(Measures.Appended.Enabled);
    }

    [Theory]
    [InlineData("Telemetry__Endpoint", "collector:4318")]
    [InlineData("Telemetry__Protocol", "smoke")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence(string name, string value)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningServer.Start(Ct, (name, value)));
        Assert.Contains("Telemetry:", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Takes OTLP over HTTP and keeps it as text, in which the names can be read.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<(string Path, string Body)> _received = [];

        public Collector()
        {
            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _ = Listen();
        }

        public string Address { get; } = $"http://localhost:{RunningServer.FreePort()}";

        public string Told(string path) => string.Concat(_received.Where(r => r.Path == path).Select(r => r.Body));

        public void Dispose() => _listener.Close();

        private async Task Listen()
        {
            try
            {
                while (true)
                {
                    var call = await _listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await call.Request.InputStream.CopyToAsync(body);
                    _received.Enqueue((call.Request.Url!.AbsolutePath, Encoding.UTF8.GetString(body.ToArray())));
                    call.Response.ContentType = "application/x-protobuf";
                    call.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed: the test is over.
            }
        }
    }
}
