using System.CommandLine;
using Throughline.Benchmarks.JourneyEngine;
using Throughline.Benchmarks.Statistics;

// Takes its own plain options, so it is told apart before the command line is parsed.
if (args is ["journey-engine", .. var rest]) return await JourneyEngineRun.Run(rest);

var root = new RootCommand("Measurements and long runs that are no part of the tests. `journey-engine` compares the journey engine with others.");
root.Add(MeasureScoresCommand.Create());
return await root.Parse(args).InvokeAsync();
