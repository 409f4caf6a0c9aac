using System.CommandLine;
using Throughline.Benchmarks.Intake;
using Throughline.Benchmarks.Mail;
using Throughline.Benchmarks.Mail.Net;
using Throughline.Benchmarks.Statistics;

var root = new RootCommand("Measurements and long runs that are no part of the tests.");
root.Add(IntakeCommand.Create());
root.Add(MeasureScoresCommand.Create());
root.Add(MeasureModelsCommand.Create());
root.Add(FuzzMailCommand.Create());
root.Add(ReadMailCommand.Create());
root.Add(FuzzMailTransportCommand.Create());
root.Add(MeasureMailTransportCommand.Create());
return await root.Parse(args).InvokeAsync();
