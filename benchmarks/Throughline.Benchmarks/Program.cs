using Throughline.Benchmarks.Intake;

switch (args)
{
    case ["intake", ..]:
        return await IntakeBenchmark.Run(args.AsMemory(1));
    default:
        await Console.Error.WriteLineAsync("Say what to measure: intake [--events N] [--customers N] [--seconds S] [--baseline-seconds S] [--connections N] [--server Throughline.dll]");
        return 1;
}
