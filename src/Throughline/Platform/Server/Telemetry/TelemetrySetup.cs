namespace Throughline.Platform.Server.Telemetry;

/// <summary>Joins telemetry to the house.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this IServiceCollection services)
    {
        services.AddOptions<TelemetrySettings>()
            .Configure<IConfiguration>((settings, configuration) =>
            {
                settings.Endpoint = configuration[TelemetrySettings.EndpointVariable];
                settings.Protocol = configuration[TelemetrySettings.ProtocolVariable] ?? settings.Protocol;
                settings.ServiceName = configuration[TelemetrySettings.NameVariable] ?? settings.ServiceName;
            })
            .BindConfiguration(TelemetrySettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<ExportTelemetry>();
    }

    public static void UseTelemetry(this WebApplication app)
    {
        // A wrong setting is refused at the start, with a sentence; until then nothing is measured.
        if (app.Configuration[$"{TelemetrySettings.Section}:Endpoint"] is { Length: > 0 }
            || app.Configuration[TelemetrySettings.EndpointVariable] is { Length: > 0 }) app.UseMiddleware<NameSpans>();
    }
}
