using System.Globalization;

namespace Throughline.Benchmarks.Intake;

/// <summary>What one run of <c>intake</c> is to measure.</summary>
/// <param name="Seconds">The longest that loading may take; the run ends there with what was stored.</param>
/// <param name="BaselineSeconds">How long each of the two baselines may write.</param>
/// <param name="Program">The built server, <c>Throughline.dll</c>.</param>
internal sealed record IntakeOptions(long Events, int Customers, int Seconds, int BaselineSeconds, int Connections, string Program)
{
    public const int EventsInBatch = 100;

    public static IntakeOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new IntakeOptions(5_000_000, 500_000, 900, 20, 8, Path.Combine(AppContext.BaseDirectory, "Throughline.dll"));
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) throw new ArgumentException($"{args[i]} needs a value.");
            var value = args[i + 1];
            options = args[i] switch
            {
                "--events" => options with { Events = Number(value) },
                "--customers" => options with { Customers = Number(value) },
                "--seconds" => options with { Seconds = Number(value) },
                "--baseline-seconds" => options with { BaselineSeconds = Number(value) },
                "--connections" => options with { Connections = Number(value) },
                "--server" => options with { Program = Path.GetFullPath(value) },
                _ => throw new ArgumentException($"intake knows no option {args[i]}."),
            };
        }
        return options;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : throw new ArgumentException($"{text} is no number.");
}
