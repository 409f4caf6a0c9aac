using System.CommandLine;
using Throughline.Benchmarks.Explorers;
using Throughline.Benchmarks.Import;
using Throughline.Benchmarks.Intake;
using Throughline.Benchmarks.JourneyEngine;
using Throughline.Benchmarks.Mail;
using Throughline.Benchmarks.Mail.Net;
using Throughline.Benchmarks.Statistics;

// Takes its own plain options, so it is told apart before the command line is parsed.
if (args is ["journey-engine", .. var rest]) return await JourneyEngineRun.Run(rest);

var root = new RootCommand("Measurements and long runs that are no part of the tests. `journey-engine` compares the journey engine with others.");
root.Add(IntakeCommand.Create());
root.Add(ImportCommand.Create());
root.Add(ExplorersCommand.Create());
root.Add(MeasureScoresCommand.Create());
root.Add(MeasureModelsCommand.Create());
root.Add(FuzzMailCommand.Create());
root.Add(ReadMailCommand.Create());
root.Add(FuzzMailTransportCommand.Create());
root.Add(MeasureMailTransportCommand.Create());
return await root.Parse(args).InvokeAsync();
