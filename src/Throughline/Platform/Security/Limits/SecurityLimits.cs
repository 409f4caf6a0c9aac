namespace Throughline.Platform.Security.Limits;

/// <summary>The section <c>Security</c> of the settings: how much one address, one key and one account may ask.</summary>
public sealed class SecurityLimits
{
    public const string Section = "Security";

    /// <summary>Requests a second that one address may make for long; <see cref="BurstPerAddress"/> at once. The intake has its own limits.</summary>
    public int RequestsPerSecondPerAddress { get; init; } = 100;

    public int BurstPerAddress { get; init; } = 500;

    /// <summary>API requests a second that one secret key may make for long; <see cref="BurstPerKey"/> at once.</summary>
    public int RequestsPerSecondPerKey { get; init; } = 100;

    public int BurstPerKey { get; init; } = 500;

    /// <summary>Wrong sign-ins from one address for one account within five minutes; ten times as many from one address for any account.</summary>
    public int WrongSignInsPerAccount { get; init; } = 10;

    /// <summary>Largest request body in bytes, where a route does not say otherwise.</summary>
    public long MaxRequestBytes { get; init; } = 1024 * 1024;
}
