using System.ComponentModel.DataAnnotations;

namespace Throughline.Platform.Server.Telemetry;

/// <summary>The section <c>Telemetry</c> of the settings: where traces and metrics go. Without an address nothing is measured and nothing sent.</summary>
public sealed class TelemetrySettings : IValidatableObject
{
    public const string Section = "Telemetry";

    /// <summary>The environment's own names for the same, which every collector's manual gives.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT", ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL", NameVariable = "OTEL_SERVICE_NAME";

    public const string Http = "http/protobuf", Grpc = "grpc";

    /// <summary>Such as <c>http://collector:4318</c>.</summary>
    public string? Endpoint { get; set; }

    /// <summary><c>http/protobuf</c> or <c>grpc</c>.</summary>
    [RegularExpression("http/protobuf|grpc", ErrorMessage = "Telemetry:Protocol must be http/protobuf or grpc.")]
    public string Protocol { get; set; } = Http;

    /// <summary>How many seconds lie between two sendings of metrics.</summary>
    [Range(1, 3600, ErrorMessage = "Telemetry:EverySeconds must be from 1 to 3600.")]
    public int EverySeconds { get; set; } = 60;

    public string ServiceName { get; set; } = "throughline";

    public bool IsOn => !string.IsNullOrWhiteSpace(Endpoint);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return new ValidationResult("Telemetry:Endpoint is an address such as http://collector:4318.");
    }

    /// <summary>Over HTTP each signal has a path of its own (OpenTelemetry protocol specification, OTLP/HTTP request).</summary>
    internal Uri AddressOf(string signal) => new(Protocol == Grpc ? Endpoint! : $"{Endpoint!.TrimEnd('/')}/v1/{signal}");
}
