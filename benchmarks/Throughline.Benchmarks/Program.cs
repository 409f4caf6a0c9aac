using System.CommandLine;
using Throughline.Benchmarks.Statistics;

var root = new RootCommand("Measurements and long runs that are no part of the tests.");
root.Add(MeasureScoresCommand.Create());
return await root.Parse(args).InvokeAsync();
