using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Throughline.Platform.Projections;
using Throughline.Platform.Telemetry;

namespace Throughline.Platform.Server.Telemetry;

/// <summary>Sends traces and metrics to an OpenTelemetry collector, if there is one to send to.</summary>
public sealed class ExportTelemetry(IOptions<TelemetrySettings> options, ProjectionRunner projections) : IHostedService, IDisposable
{
    private const int LastSendingMilliseconds = 5_000;

    // What the framework itself may say of a request beyond its route.
    private static readonly string[] Personal =
    ["url.path", "url.query", "url.full", "client.address", "network.peer.address", "user_agent.original", "enduser.id"
    ];

    private readonly TelemetrySettings _settings = options.Value;
    private TracerProvider? _traces;
    private MeterProvider? _metrics;
    private Meter? _lags;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_settings.IsOn) return Task.CompletedTask;
        // Not on the shared meter: a gauge cannot be taken off one, and this host may end before the process does.
        _lags = new Meter(Measures.Name);
        _lags.CreateObservableGauge("throughline.projection.lag", Lags, "{interaction}", "How far a view is behind the journal");
        var who = ResourceBuilder.CreateDefault().AddService(_settings.ServiceName, serviceVersion: StatusRoutes.Version);
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(who).AddSource(Measures.Name, "Microsoft.AspNetCore")
            .AddProcessor(new LeaveOutPersonal()).AddOtlpExporter(otlp => Send(otlp, "traces")).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(who)
            .AddMeter(Measures.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter((otlp, reader) =>
            {
                Send(otlp, "metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = _settings.EverySeconds * 1_000;
            }).Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left; a collector that does not answer is not waited for.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.Shutdown(LastSendingMilliseconds);
        _metrics?.Shutdown(LastSendingMilliseconds);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        _lags?.Dispose();
    }

    private void Send(OtlpExporterOptions otlp, string signal)
    {
        otlp.Protocol = _settings.Protocol == TelemetrySettings.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = _settings.AddressOf(signal);
    }

    private IEnumerable<Measurement<long>> Lags() =>
        projections.Status().Select(p => new Measurement<long>(p.Lag, new KeyValuePair<string, object?>("projection", p.Name)));

    private sealed class LeaveOutPersonal : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            foreach (var name in Personal) data.SetTag(name, null);
        }
    }
}
