using Throughline.Benchmarks.JourneyEngine;

return args switch
{
    ["journey-engine", .. var rest] => await JourneyEngineRun.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Name a benchmark: journey-engine");
    return 2;
}
