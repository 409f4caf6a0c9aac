namespace Throughline.Benchmarks.Intake;

/// <summary>What one run of <c>intake</c> is to measure.</summary>
/// <param name="Seconds">The longest that loading may take; the run ends there with what was stored.</param>
/// <param name="BaselineSeconds">How long each of the baselines may write.</param>
/// <param name="Rate">Events a second at most; 0 is as many as are taken.</param>
/// <param name="Program">The built server, <c>Throughline.dll</c>.</param>
internal sealed record IntakeOptions(long Events, int Customers, int Seconds, int BaselineSeconds, int Connections, int Rate, string Program)
{
    public const int EventsInBatch = 100;
}
